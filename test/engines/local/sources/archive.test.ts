import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import type { SourceSettings } from '../../../../src/engines/engine.ts';
import { handOver, takeBack } from '../../../../src/engines/local/data-directory/hand-over.ts';
import { createPostgresServer } from '../../../../src/engines/local/servers/postgres/postgres-server.ts';
import { archiveOfSource } from '../../../../src/engines/local/sources/archive.ts';
import { BranchProdError } from '../../../../src/errors.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { have, needs } from '../../../skip.ts';
import { type ArchivedSource, startArchivedSource } from './archived-source.ts';

const { system, embedded } = await findTestInstallations();
const run = promisify(execFile);
const secret = 'secret-of-the-archive-77ab';

describe.each([
  ['of the system', system],
  ['that is embedded', embedded],
] as const)('the past of a PostgreSQL %s', (_, found) => {
  describe('with an archive', { timeout: 120_000, ...needs(found) }, () => {
    let source: ArchivedSource;
    let folder: string;
    let to: string;
    const instants: Record<string, Date> = {};

    beforeAll(async () => {
      source = await startArchivedSource(have(found).installation);
      instants.tooEarly = await source.add('before');
      await sleep(1100);
      await source.backUp('first');
      for (const name of ['a', 'b']) instants[name] = await source.add(name);
      await sleep(1100);
      await source.backUp('second');
      for (const name of ['c', 'd']) instants[name] = await source.add(name);
      await sleep(1100);
      await source.backUpSlowly('slow', async () => {
        await sleep(1100);
        for (const name of ['e', 'f']) instants[name] = await source.add(name);
      });
      for (const name of ['g', 'h']) instants[name] = await source.add(name);
      await source.archiveAll();
    }, 120_000);
    afterAll(() => source?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'branch-prod-past-'));
      await chmod(folder, 0o711);
      to = join(folder, 'data');
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    interface Overrides {
      readonly settings?: SourceSettings;
      readonly signal?: AbortSignal;
      readonly onProgress?: (message: string) => void;
    }

    async function copyAt(at: Date | undefined, overrides: Overrides = {}) {
      const { settings = source.settings, signal = new AbortController().signal } = overrides;
      const programs = [have(found).installation.bin];
      const server = createPostgresServer({ programs });
      const owner = await server.account();
      const { onProgress = () => {} } = overrides;
      const past = await archiveOfSource(settings, at as Date, { programs });
      const before = await past.readState();
      const copied = await past.copyTo({ to, owner, server, signal, onProgress });
      return { ...copied, before };
    }

    /** What the copy's server answers, as that of a snapshot in the making. */
    async function ask(statement: string, superuser = 'postgres') {
      const server = createPostgresServer({ programs: [have(found).installation.bin] });
      const owner = await server.account();
      const socketDirectory = join(folder, 'private');
      await mkdir(socketDirectory, { mode: 0o700 });
      if (owner) await chown(socketDirectory, owner.uid, owner.gid);
      handOver(to, owner);
      const access = { kind: 'private', socketDirectory } as const;
      const options = { dataDirectory: to, database: 'postgres', superuser, access };
      const running = await server.start(options);
      try {
        return await query(running.address, statement);
      } finally {
        await running.stop();
        takeBack(to, owner);
        await rm(socketDirectory, { recursive: true });
      }
    }

    const names = async () =>
      (await ask('SELECT name FROM events ORDER BY name')).map(({ name }) => name);

    async function failure(call: Promise<unknown>): Promise<BranchProdError> {
      const error = await call.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(error).toBeInstanceOf(BranchProdError);
      return error as BranchProdError;
    }

    const withArchive = (archive: Partial<NonNullable<SourceSettings['archive']>>) => ({
      ...source.settings,
      archive: { ...source.settings.archive, ...archive },
    });

    it.each([
      ['a', ['a', 'before'], 'first'],
      ['b', ['a', 'b', 'before'], 'first'],
      ['c', ['a', 'b', 'before', 'c'], 'second'],
      // Another base backup has begun, and ends after f.
      ['e', ['a', 'b', 'before', 'c', 'd', 'e'], 'second'],
      ['g', ['a', 'b', 'before', 'c', 'd', 'e', 'f', 'g'], 'slow'],
    ])('is as it was after %s', async (name, rows, backup) => {
      const at = instants[name] as Date;
      const { state, before, notes } = await copyAt(at);
      expect(state).toEqual(before);
      expect(state).toMatchObject({
        at,
        server: `PostgreSQL ${have(found).installation.major}`,
        product: 'postgres',
        database: 'postgres',
        superuser: 'postgres',
      });
      expect(notes).toEqual([
        `The data are those of ${at.toISOString()}, replayed from the base backup ${backup}.`,
      ]);
      expect(await names()).toEqual(rows);
      expect(await ask('SHOW TimeZone')).toEqual([{ TimeZone: 'Asia/Kolkata' }]);
      const [{ read_only: readOnly } = {}] = await ask('SELECT pg_is_in_recovery() AS read_only');
      expect(readOnly).toBe(false);
    });

    it('is the same state whichever base backup it is made of', async () => {
      const past = await archiveOfSource(source.settings, instants.c as Date, {
        programs: [have(found).installation.bin],
      });
      const { fingerprint } = await past.readState();
      const hidden = join(source.archive, 'second');
      await rename(join(source.backups, 'second'), hidden);
      try {
        expect((await past.readState()).fingerprint).toEqual(fingerprint);
        const { state, notes } = await copyAt(instants.c);
        expect(state.fingerprint).toEqual(fingerprint);
        expect(notes[0]).toContain('base backup first');
        expect(await names()).toEqual(['a', 'b', 'before', 'c']);
      } finally {
        await rename(hidden, join(source.backups, 'second'));
      }
      const later = await archiveOfSource(source.settings, instants.d as Date, {
        programs: [have(found).installation.bin],
      });
      expect((await later.readState()).fingerprint).not.toEqual(fingerprint);
    });

    it('leaves nothing of the restore command, nor of the recovery', async () => {
      const restoreCommand = new Secret(`TOKEN='${secret}' cp ${source.archive}/%f "%p"`);
      const seen: string[] = [];
      const watch = setInterval(async () => {
        const { stdout } = await run('ps', ['-eo', 'args']);
        seen.push(...stdout.split('\n').filter((line) => /^\S*postgres -D/.test(line)));
      }, 100);
      await copyAt(instants.b, { settings: withArchive({ restoreCommand }) });
      clearInterval(watch);
      expect(seen.join('\n')).toContain(to);
      expect(seen.join('\n')).not.toContain(secret);
      const grep = run('grep', ['-rlaE', `${secret}|restore_command|recovery_target`, folder]);
      await expect(grep).rejects.toMatchObject({ code: 1 });
      for (const name of ['recovery.signal', 'standby.signal', 'backup_label']) {
        expect(existsSync(join(to, name))).toBe(false);
      }
      expect((await stat(join(to, 'pg_tblspc'))).mode & 0o777).toBe(0o700);
      expect(await readdir(folder)).toEqual(['data']);
    });

    it('has unlogged tables without rows, and says so', async () => {
      const { server } = source;
      await server.query("CREATE UNLOGGED TABLE volatile AS SELECT 'x' AS name");
      await sleep(1100);
      await source.backUp('unlogged');
      const at = await source.add('u');
      await source.add('v');
      await source.archiveAll();
      const { notes } = await copyAt(at);
      expect(notes).toEqual([expect.anything(), 'Unlogged tables are empty on the copy.']);
      expect(await ask('SELECT * FROM volatile')).toEqual([]);
      await server.query('DROP TABLE volatile');
    });

    it('needs no source that runs', async () => {
      await source.server.stop();
      try {
        const { state, notes } = await copyAt(instants.a);
        expect(state).toMatchObject({ superuser: 'postgres', database: 'postgres' });
        expect(notes).toHaveLength(2);
        expect(notes[1]).toContain("can't be reached");
        expect(await names()).toEqual(['a', 'before']);
      } finally {
        await source.server.start();
      }
    });

    it('says of which instant the oldest base backup is when none is old enough', async () => {
      for (const at of [instants.tooEarly, new Date('0001-01-01T00:00:00Z')]) {
        const error = await failure(copyAt(at));
        expect(error.code).toBe('source-unsupported');
        expect(error.message).toMatch(/the oldest is of 20\d\d-[-0-9T:]*\.000Z$/);
        expect(error.message).toContain(at?.toISOString());
      }
    });

    it('says that the archive ends earlier', async () => {
      for (const at of [new Date(), new Date('9999-12-31T23:59:59.999Z')]) {
        const error = await failure(copyAt(at));
        expect(error.code).toBe('source-unsupported');
        expect(error.message).toContain(`The archive ends before ${at.toISOString()}`);
        await rm(to, { recursive: true });
      }
    });

    it.each([
      ['finds nothing', 'false %f %p'],
      ['is no program', '/nowhere/at/all %f %p'],
      ['is no shell', `"'((( %f %p ${secret}`],
    ])('says so when the restore command %s', async (_, command) => {
      const restoreCommand = new Secret(command);
      const error = await failure(
        copyAt(instants.b, { settings: withArchive({ restoreCommand }) }),
      );
      expect(error.code).toBe('source-unsupported');
      expect(error.message).toContain('The archive lacks the log');
      expect(error.message + error.nextStep).not.toContain(command);
      expect(await readdir(folder)).toEqual(['data']);
    });

    it('can be interrupted while the restore command hangs, and leaves no process', async () => {
      const controller = new AbortController();
      const restoreCommand = new Secret('sleep 4711.25 && false %f %p');
      const messages: string[] = [];
      const onProgress = (message: string) => {
        messages.push(message);
        if (message.startsWith('replaying')) controller.abort();
      };
      const settings = withArchive({ restoreCommand });
      const { signal } = controller;
      const error = await failure(copyAt(instants.b, { settings, signal, onProgress }));
      expect(error.code).toBe('interrupted');
      expect(messages.at(-1)).toMatch(/^replaying the log, [2-9] s$/);
      const { stdout } = await run('ps', ['-eo', 'args']);
      expect(stdout).not.toContain('4711.25');
      expect(stdout).not.toContain(`-D ${to}`);
      expect(await readdir(folder)).toEqual(['data']);
    });

    it('leaves no process after kill -9', async () => {
      const program = fileURLToPath(new URL('./replay-program.ts', import.meta.url));
      const { postgres, archive } = source.settings;
      const at = (instants.b as Date).toISOString();
      const { bin } = have(found).installation;
      const command = 'sleep 4712.25 && false %f %p';
      const child = spawn(process.execPath, [program, to, archive.baseBackups, command, at, bin], {
        env: { PATH: process.env.PATH, SOURCE_URL: postgres.reveal() },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.resume();
      const processes = async () => {
        const { stdout } = await run('ps', ['-eo', 'args']);
        return stdout
          .split('\n')
          .filter((line) => /^(sleep 4712|\S*postgres -D )/.test(line))
          .filter((line) => line.startsWith('sleep') || line.includes(to))
          .map((line) => line.slice(0, 5));
      };
      try {
        const patience = { timeout: 20_000 };
        await expect.poll(processes, patience).toEqual(expect.arrayContaining(['sleep']));
        expect(await processes()).toHaveLength(2);
      } finally {
        child.kill('SIGKILL');
      }
      await expect.poll(processes, { timeout: 20_000 }).toEqual([]);
    });

    it('says that it can be had with an archive', async () => {
      const { archive: _, ...settings } = source.settings;
      const error = await failure(copyAt(instants.b, { settings }));
      expect(error.code).toBe('config-invalid');
      expect(error.nextStep).toMatch(/`source.archive`.*restoreCommand.*baseBackups/);
    });

    describe('among other things in the folder of base backups', () => {
      let baseBackups: string;
      beforeEach(async () => {
        baseBackups = join(folder, 'backups');
        await mkdir(baseBackups);
      });

      async function keep(name: string, from = 'first'): Promise<string> {
        const path = join(baseBackups, name);
        await run('cp', ['-Rp', '--reflink=auto', join(source.backups, from), path]);
        return path;
      }

      it('leaves out what is no finished base backup', async () => {
        await keep('own');
        await symlink(join(source.backups, 'second'), join(baseBackups, 'latest'));
        await writeFile(join(baseBackups, 'base.tar.gz'), '');
        await mkdir(join(baseBackups, 'empty'));
        await writeFile(join(await keep('unfinished', 'second'), 'backup_manifest.tmp'), '');
        await appendFile(
          join(await keep('increment', 'second'), 'backup_label'),
          'INCREMENTAL FROM LSN: 0/1\n',
        );
        await rm(join(await keep('directory', 'second'), 'backup_label'));
        await writeFile(join(await keep('damaged', 'second'), 'global/pg_control'), 'x');
        const { notes } = await copyAt(instants.c, { settings: withArchive({ baseBackups }) });
        expect(notes[0]).toContain('base backup own');
      });

      it("leaves out another cluster's, unless nobody can tell which is which", async () => {
        await using other = await startArchivedSource(have(found).installation, [
          '--data-checksums',
        ]);
        const path = await other.backUp('other');
        await run('mv', [path, baseBackups]);
        const settings = withArchive({ baseBackups });
        const none = await failure(copyAt(new Date(), { settings }));
        expect(none.message).toBe('There is no base backup of the source');
        await keep('own');
        expect((await copyAt(instants.b, { settings })).notes[0]).toContain('base backup own');
        const postgres = new Secret(`postgres://u:${secret}@127.0.0.1:1/db`);
        const error = await failure(copyAt(instants.b, { settings: { ...settings, postgres } }));
        expect(error.message).toContain('several clusters');
        expect(error.message + error.nextStep).not.toContain(secret);
      });

      it('refuses a base backup with links or tablespaces', async () => {
        const path = await keep('own');
        const settings = withArchive({ baseBackups });
        await symlink('/etc', join(path, 'pg_tblspc/16999'));
        expect((await failure(copyAt(instants.b, { settings }))).message).toContain('tablespaces');
        await rm(join(path, 'pg_tblspc/16999'));
        await symlink('/etc/passwd', join(path, 'base/1/999999'));
        expect((await failure(copyAt(instants.b, { settings }))).message).toContain('is a link');
      });

      it.each(['missing', 'a file'])('says that the folder is %s', async (what) => {
        await rm(baseBackups, { recursive: true });
        if (what === 'a file') await writeFile(baseBackups, '');
        const error = await failure(copyAt(instants.b, { settings: withArchive({ baseBackups }) }));
        expect(error).toMatchObject({ code: 'config-invalid' });
        expect(error.nextStep).toContain('source.archive.baseBackups');
      });
    });

    it("never touches a tablespace of the source's, which the log tells it to make", async () => {
      const location = join(source.archive, 'tablespace');
      await mkdir(location);
      const { server } = source;
      const { uid, gid } = await stat(server.dataDirectory);
      await chown(location, uid, gid);
      await server.query(
        `CREATE TABLESPACE elsewhere LOCATION '${location}'`,
        "CREATE TABLE there TABLESPACE elsewhere AS SELECT 'x' AS name FROM generate_series(1, 1000)",
        'CHECKPOINT',
      );
      const at = await source.add('i');
      await source.add('j');
      await server.query("UPDATE there SET name = 'y'", 'CHECKPOINT');
      await source.archiveAll();
      const list = async () => (await run('find', [location, '-printf', '%p %m %s %T@\n'])).stdout;
      await server.stop();
      const before = await list();
      const error = await failure(copyAt(at));
      expect(error.message).toContain('a tablespace was made since then');
      expect(await readdir(join(to, 'pg_tblspc'))).toEqual([]);
      expect(await list()).toBe(before);
    });
  });
});
