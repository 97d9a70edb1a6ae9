import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, statfs, symlink, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import type { Engine, PrivateCopy, SnapshotOptions } from '../../../src/engines/engine.ts';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { BranchProdError } from '../../../src/errors.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import { needs } from '../../skip.ts';
import { maskPeople, startSource, type TestSource } from './source.ts';

const signal = new AbortController().signal;
/** Without mounting, a full disk can't be had but by filling the machine's own. */
const root = process.getuid?.() === 0 ? {} : { reason: 'only root can mount a small disk to fill' };

describe('the local engine', { timeout: 60_000 }, () => {
  let source: TestSource;
  let folder: string;
  let state: string;
  let engine: Engine;
  beforeAll(async () => {
    source = await startSource();
  });
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
    state = join(folder, 'state');
    engine = createLocalEngine({ state });
  });
  afterEach(() => removeFolder(folder));

  function snapshot(overrides: Partial<SnapshotOptions> = {}, of = engine) {
    const { settings } = source;
    const usual = { recipe: 'r', prepare: maskPeople, signal, onProgress: () => {} };
    return of.snapshot({ source: settings, ...usual, ...overrides });
  }

  async function failure(call: Promise<unknown>): Promise<BranchProdError> {
    const error = await call.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(BranchProdError);
    return error as BranchProdError;
  }

  it.each([
    ['refuses connections', 'postgres://admin:s3cret@127.0.0.1:1/db'],
    ['refuses the password', undefined],
    ['has a name that nothing has', 'postgres://admin:s3cret@nowhere.invalid:5432/db'],
  ])('says that a source is unreachable that %s, without the password', async (_, url) => {
    const wrong = source.settings.postgres.reveal().replace('source-password', 's3cret');
    const postgres = new Secret(url ?? wrong);
    const error = await failure(snapshot({ source: { ...source.settings, postgres } }));
    expect(error.code).toBe('source-unreachable');
    expect(error.message).toMatch(/:(1|5432|\d+) can't be read \(/);
    expect(error.message + error.nextStep).not.toMatch(/s3cret|admin/);
    expect(await readdir(join(state, 'copies'))).toEqual([]);
  });

  it.each([
    ['no data directory', () => undefined],
    ['a missing data directory', () => '/nowhere/at/all'],
    ['a folder that is none', () => folder],
  ])('refuses a source with %s', async (_, dataDirectory) => {
    const { postgres } = source.settings;
    const error = await failure(
      snapshot({ source: { postgres, dataDirectory: dataDirectory(), copy: 'files' } }),
    );
    expect(error.code).toBe('source-unsupported');
    expect(error.nextStep).toContain('source.dataDirectory');
  });

  it("refuses another server's data directory", async () => {
    await using other = await startSource();
    const { postgres } = source.settings;
    const { dataDirectory } = other.settings;
    const error = await failure(snapshot({ source: { postgres, dataDirectory, copy: 'files' } }));
    expect(error.code).toBe('source-unsupported');
  });

  it('can copy a source whose last backup died with its client', async () => {
    const client = new Client({ connectionString: source.settings.postgres.reveal() });
    client.on('error', () => {});
    await client.connect();
    await client.query("SELECT pg_backup_start('dies', true)");
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    stream.destroy();
    expect((await snapshot()).cached).toBe(false);
  });

  it('refuses a source whose files are links, and leaves its backup mode', async () => {
    const path = join(source.settings.dataDirectory, 'base', '99999');
    await symlink('/etc', path);
    expect(await failure(snapshot())).toMatchObject({ code: 'source-unsupported' });
    await rm(path);
    expect(await engine.list()).toEqual([]);
    expect(await snapshot()).toMatchObject({ cached: false });
  });

  it('refuses a state folder that is a file', async () => {
    await writeFile(state, '');
    const error = await failure(engine.list());
    expect(error).toMatchObject({ code: 'state-unusable' });
    expect(error.message).toContain(state);
  });

  it('refuses a state folder that is too long a path for a socket', async () => {
    const long = createLocalEngine({ state: join(state, 'x'.repeat(120)) });
    expect(await failure(snapshot({}, long))).toMatchObject({ code: 'state-unusable' });
    expect(await long.list()).toEqual([]);
  });

  it('lists a damaged item beside the others, names its file, and can destroy it', async () => {
    const made = await snapshot();
    const path = join(state, 'snapshots', 'snap-0123456789ab');
    await mkdir(path);
    await writeFile(join(path, 'snapshot.json'), '{"id":');
    await mkdir(join(state, 'branches', 'br-0123456789ab'));
    expect((await engine.list()).map(({ id, status }) => [id, status]).sort()).toEqual(
      [
        ['br-0123456789ab', 'damaged'],
        ['snap-0123456789ab', 'damaged'],
        [made.id, 'ready'],
      ].sort(),
    );
    const error = await failure(engine.branch('snap-0123456789ab', { ttl: 1000, signal }));
    expect(error).toMatchObject({ code: 'state-unusable' });
    expect(error.message).toContain(join(path, 'snapshot.json'));
    for (const id of ['snap-0123456789ab', 'br-0123456789ab']) await engine.destroy(id);
    expect(await engine.list()).toHaveLength(1);
  });

  it('removes a snapshot that nobody used for seven days, unless a branch stands on it', async () => {
    const { id } = await snapshot();
    const path = join(state, 'snapshots', id, 'snapshot.json');
    const branch = await engine.branch(id, { ttl: 60_000, signal });
    const { createdAt, expiresAt, ...rest } = JSON.parse(
      execFileSync('cat', [path], { encoding: 'utf8' }),
    );
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBeGreaterThanOrEqual(7 * 86_400_000);
    const past = new Date(Date.now() - 1000).toISOString();
    await writeFile(path, JSON.stringify({ ...rest, createdAt, expiresAt: past }));
    expect(await engine.list()).toHaveLength(2);
    await branch.destroy();
    expect(await engine.list()).toEqual([]);
  });

  it('ends the preview of a branch before it removes the branch', async () => {
    const ended: string[] = [];
    const endPreview = async (directory: string) => void ended.push(directory);
    const withPreviews = createLocalEngine({ state, endPreview });
    const branch = await withPreviews.branch((await snapshot()).id, { ttl: 60_000, signal });
    await branch.destroy();
    expect(ended).toEqual([join(branch.folder, 'preview')]);
    expect(await readdir(join(state, 'branches'))).toEqual([]);
  });

  it('does not branch when it is interrupted', async () => {
    const { id } = await snapshot();
    const aborted = AbortSignal.abort();
    expect(await failure(engine.branch(id, { ttl: 1000, signal: aborted }))).toMatchObject({
      code: 'interrupted',
    });
    expect(await engine.list()).toMatchObject([{ id, status: 'ready' }]);
  });

  describe('on a full disk', needs(root), () => {
    const fill = async (copy: PrivateCopy) => {
      const client = await copy.connect();
      await client.query(
        `CREATE TABLE public.filler AS SELECT repeat(md5(i::text), 60) FROM generate_series(1, 100000) i`,
      );
    };

    it.each([
      ['the copy', '8m', maskPeople, /^copying/],
      ['its server', '80m', fill, /^starting/],
    ])('says so when %s finds no room, and leaves nothing', async (_, size, prepare, step) => {
      await using disk = await mountDisk(join(folder, 'disk'), size);
      const full = createLocalEngine({ state: disk.path });
      const steps: string[] = [];
      const onProgress = (step: string) => void steps.push(step);
      const error = await failure(snapshot({ prepare, onProgress }, full));
      expect(error).toMatchObject({ code: 'state-unusable' });
      expect(error.message).toMatch(/full: the copy needs /);
      expect(steps.at(-1)).toMatch(step);
      const { blocks, bfree, bsize } = await statfs(disk.path);
      expect((blocks - bfree) * bsize).toBeLessThan(64 * 1024);
      expect(await full.list()).toEqual([]);
    });
  });
});

/** A disk of that size in memory. */
async function mountDisk(path: string, size: string) {
  await mkdir(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  return { path, [Symbol.asyncDispose]: async () => void execFileSync('umount', [path]) };
}
