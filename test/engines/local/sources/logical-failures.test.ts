import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { have, needs } from '../../../skip.ts';
import { processes, watchProcesses } from '../processes.ts';
import { type CopyOptions, copyLogically } from './copy-logically.ts';
import { type ManagedSource, openClient, startManagedSource } from './managed-source.ts';

const { withVector } = await findTestInstallations();

describe('a logical copy that fails', { ...needs(withVector), timeout: 120_000 }, () => {
  let source: ManagedSource;
  let folder: string;

  beforeAll(async () => {
    source = await startManagedSource(have(withVector).installation);
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-logical-'));
    await chmod(folder, 0o711);
  });
  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function copy(
    options: Partial<CopyOptions>,
    work: CopyOptions['work'] = async () => {},
  ): Promise<void> {
    const { installation } = have(withVector);
    const place = await mkdtemp(join(folder, 'c-'));
    await copyLogically({ installation, settings: source.settings, place, work, ...options });
  }

  it('shows no value when the rows break a rule of their own table', async () => {
    const value = 'raw-value-of-somebody-5d0c2b';
    // Distinct where the setting is, all the same elsewhere; as badly declared as in real life.
    await query(
      source.address,
      `CREATE FUNCTION key_of(id int, word text) RETURNS text IMMUTABLE LANGUAGE sql
         AS $$ SELECT word || CASE current_setting('app.here', true) WHEN 'yes' THEN id::text ELSE '' END $$`,
      "SET app.here = 'yes'",
      `CREATE TABLE odd AS SELECT i AS id, '${value}'::text AS word FROM generate_series(1, 3) i`,
      'CREATE UNIQUE INDEX "odd key" ON odd (key_of(id, word))',
    );
    try {
      const error = await copy({}).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'source-unsupported' });
      expect(error.message).toBe('pg_restore could not restore INDEX public odd key (exit code 1)');
      expect(inspectAll(error)).not.toContain(value);
    } finally {
      await query(source.address, 'DROP TABLE odd', 'DROP FUNCTION key_of');
    }
  });

  it('names what the role may not read, before anything is copied', async () => {
    await source.query(
      'CREATE TABLE hidden (id serial, word text)',
      'CREATE TABLE partly (owner name)',
      'ALTER TABLE partly ENABLE ROW LEVEL SECURITY',
      'GRANT SELECT ON partly TO app',
    );
    try {
      await expect(copy({})).rejects.toMatchObject({
        code: 'source-unsupported',
        message:
          "The role in the source's URL may not read all of public.hidden, public.hidden_id_seq, public.partly",
      });
    } finally {
      await source.query('DROP TABLE hidden, partly');
    }
  });

  it('names an extension that is missing here; leaves out and notes one that acts on others', async () => {
    const add = (name: string, oid: number) =>
      source.query(
        'SET allow_system_table_mods = on',
        `INSERT INTO pg_extension VALUES (${oid}, '${name}', 10, 'public'::regnamespace, true, '1', NULL, NULL)`,
      );
    const remove = (name: string) =>
      source.query(
        'SET allow_system_table_mods = on',
        `DELETE FROM pg_extension WHERE extname = '${name}'`,
      );
    await add('not_here', 3_000_000_001);
    await expect(copy({})).rejects.toMatchObject({
      code: 'source-unsupported',
      message: expect.stringMatching(/lacks extensions of the source: not_here$/),
    });
    await remove('not_here');
    await add('pg_cron', 3_000_000_002);
    try {
      await copy({}, async (address, { notes }) => {
        expect(notes).toContain('The extension pg_cron was left out.');
        const extensions = await query(address, 'SELECT extname FROM pg_extension ORDER BY 1');
        expect(extensions).toEqual([{ extname: 'plpgsql' }, { extname: 'vector' }]);
      });
    } finally {
      await remove('pg_cron');
    }
  });

  it('reports its progress, and leaves nothing when interrupted in the dump', async () => {
    // pg_dump waits for it.
    const locker = await openClient(source.address);
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE people IN ACCESS EXCLUSIVE MODE');
    const { signal, abort } = controller();
    const messages: string[] = [];
    const onProgress = (message: string) => {
      if (messages.push(message) === 2) abort();
    };
    await expect(copy({ signal, onProgress })).rejects.toMatchObject({ code: 'interrupted' });
    expect(messages).toEqual(['copying rows, 0 MB', 'copying rows, 0 MB']);
    await locker.end();
    await expectNothing();
  });

  it.each(['pg_restore', 'VACUUM'])('leaves nothing when interrupted in %s', async (at) => {
    const { signal, abort } = controller();
    const watching = new AbortController();
    const watch = watchProcesses(watching.signal, (line) => {
      if (line.split('\0')[0]?.endsWith(at) && line.includes(folder)) abort();
    });
    const onProgress = (message: string) => {
      if (at === 'VACUUM' && message.startsWith('collecting')) abort();
    };
    await expect(copy({ signal, onProgress })).rejects.toMatchObject({ code: 'interrupted' });
    watching.abort();
    await watch;
    await expectNothing();
  });

  async function expectNothing(): Promise<void> {
    expect((await processes()).filter((line) => line.includes(folder))).toEqual([]);
    const sessions =
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'branch-prod'";
    await expect.poll(() => source.query(sessions)).toEqual([{ n: 0 }]);
  }

  it('says that the source is unreachable when it ends meanwhile', async () => {
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'branch-prod'`;
    const observeSource = async () => void (await source.query(end));
    await expect(copy({ observeSource })).rejects.toMatchObject({ code: 'source-unreachable' });
  });
});

describe('after kill -9 in the middle of a logical copy', {
  ...needs(withVector),
  timeout: 120_000,
}, () => {
  it('every process ends at once, and the next command removes every file', async () => {
    const { installation } = have(withVector);
    await using source = await startManagedSource(installation);
    const state = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
    const locker = await openClient(source.address);
    // pg_dump waits for it.
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE secrets IN ACCESS EXCLUSIVE MODE');
    const program = spawn(process.execPath, [PROGRAM, state, installation.bin], {
      env: { PATH: process.env.PATH, SOURCE_URL: source.settings.postgres.reveal() },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(program, 'exit');
    try {
      const own = async () => (await processes()).filter((line) => line.includes(`${state}/`));
      const waiting = async () => (await own()).some((line) => line.includes('--snapshot='));
      await expect.poll(waiting, { timeout: 20_000 }).toBe(true);
      expect((await readdir(join(state, 'copies'))).length).toBe(1);
      program.kill('SIGKILL');
      await ended;
      await expect.poll(own, { timeout: 10_000 }).toEqual([]);
      expect(await createLocalEngine({ state }).list()).toEqual([]);
      expect(await readdir(join(state, 'copies'))).toEqual([]);
    } finally {
      program.kill('SIGKILL');
      await locker.end();
      await removeFolder(state);
    }
  });
});

const PROGRAM = fileURLToPath(new URL('./logical-program.ts', import.meta.url));

function controller() {
  const own = new AbortController();
  return { signal: own.signal, abort: () => own.abort() };
}

/** Everything that an error says, its causes too. */
function inspectAll(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${inspectAll(error.cause)}`;
}
