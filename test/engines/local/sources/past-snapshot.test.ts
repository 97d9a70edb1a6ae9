import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import type { Engine, PrivateCopy, SnapshotOptions } from '../../../../src/engines/engine.ts';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';
import { archiveOfSource } from '../../../../src/engines/local/sources/archive.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { have, needs } from '../../../skip.ts';
import { type ArchivedSource, startArchivedSource } from './archived-source.ts';

const { any } = await findTestInstallations();
const run = promisify(execFile);
const { signal } = new AbortController();
const secret = 'secret-of-the-archive-77ab';

/** Makes the branch's role; the report is the names of the events. */
async function prepare(copy: PrivateCopy): Promise<unknown> {
  const client = await copy.connect();
  const { rows } = await client.query(
    'SELECT array_agg(name ORDER BY name) AS names FROM public.events',
  );
  await client.query('CREATE ROLE branch LOGIN');
  await client.query('GRANT SELECT, INSERT ON public.events TO branch');
  await client.end();
  return rows[0];
}

describe('a snapshot of the past', { timeout: 120_000, ...needs(any) }, () => {
  let source: ArchivedSource;
  let folder: string;
  let engine: Engine;
  let first: Date;
  let second: Date;

  beforeAll(async () => {
    source = await startArchivedSource(have(any).installation);
    await source.backUp('base');
    first = await source.add('a');
    second = await source.add('b');
    await source.add('c');
    await source.archiveAll();
  }, 120_000);
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
    await chmod(folder, 0o711);
    const programs = [have(any).installation.bin];
    engine = createLocalEngine({ state: join(folder, 'state'), programs });
  });
  afterEach(() => removeFolder(folder));

  function snapshot(at: Date, overrides: Partial<SnapshotOptions> = {}) {
    const { archive } = source.settings;
    const restoreCommand = new Secret(`TOKEN=${secret} cp ${source.archive}/%f %p`);
    const settings = { ...source.settings, archive: { ...archive, restoreCommand } };
    const usual = { source: settings, recipe: 'r', prepare, signal, onProgress: () => {} };
    return engine.snapshot({ ...usual, at, ...overrides });
  }

  it('is cached by its instant, and its branches start', async () => {
    const made = await snapshot(first);
    expect(made).toMatchObject({ cached: false, at: first, report: { names: ['a'] } });
    expect(made.notes.join()).toContain('replayed from the base backup base');
    expect(await snapshot(new Date(first))).toMatchObject({ id: made.id, cached: true });
    const later = await snapshot(second);
    expect(later).toMatchObject({ cached: false, report: { names: ['a', 'b'] } });

    await using branch = await engine.branch(made.id, { ttl: 60_000, signal });
    await using fork = await engine.fork(branch, { ttl: 60_000, signal });
    await query(branch.address, "INSERT INTO events VALUES ('of the branch')");
    const names = 'SELECT name FROM events ORDER BY name';
    expect(await query(branch.address, names)).toEqual([{ name: 'a' }, { name: 'of the branch' }]);
    expect(await query(fork.address, names)).toEqual([{ name: 'a' }]);
  });

  it('keeps nothing of the restore command, and one segment of the new timeline', async () => {
    const { id } = await snapshot(first);
    const grep = run('grep', ['-rlaE', `${secret}|restore_command|recovery_target`, folder]);
    await expect(grep).rejects.toMatchObject({ code: 1 });
    const data = join(folder, 'state/snapshots', id, 'data');
    expect(await readFile(join(data, 'postgresql.auto.conf'), 'utf8')).toBe('');
    const log = (await readdir(join(data, 'pg_wal'))).filter((name) => /^[0-9A-F]/.test(name));
    expect(log).toEqual([expect.stringMatching(/^00000002[0-9A-F]{16}$/)]);
    expect((await readdir(data)).filter((name) => /recovery|signal|label/.test(name))).toEqual([]);
  });

  it('is not made, and leaves nothing, when the archive ends earlier', async () => {
    const call = snapshot(new Date());
    await expect(call).rejects.toMatchObject({ code: 'source-unsupported' });
    expect(await engine.list()).toEqual([]);
    expect(await readdir(join(folder, 'state/copies'))).toEqual([]);
  });

  it('is another one once the source itself went on from an earlier state', async () => {
    const { server } = source;
    const programs = [have(any).installation.bin];
    const state = async () =>
      (await archiveOfSource(source.settings, first, { programs })).readState();
    const before = await state();
    await server.stop();
    await writeFile(join(server.dataDirectory, 'standby.signal'), '');
    await server.start();
    await server.query('SELECT pg_promote()', 'CHECKPOINT');
    expect(before.fingerprint).toBeDefined();
    expect((await state()).fingerprint).not.toEqual(before.fingerprint);
  });
});
