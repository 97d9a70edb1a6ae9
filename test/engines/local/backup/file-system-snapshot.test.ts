import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFileSystemSnapshot } from '../../../../src/engines/local/backup/file-system-snapshot.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { startPostgres } from '../../../postgres/start-postgres.ts';
import { have, type Missing, needs } from '../../../skip.ts';
import { copyData } from './data-copy.ts';

const run = promisify(execFile);
const { any } = await findTestInstallations();
const mounted = process.env.BRANCH_PROD_TEST_BTRFS;
const btrfs: { readonly folder: string } | Missing = mounted
  ? { folder: mounted }
  : { reason: 'BRANCH_PROD_TEST_BTRFS names no folder on btrfs' };

describe('a snapshot by btrfs', { timeout: 60_000, ...needs(btrfs) }, () => {
  let folder: string;
  let directory: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(have(btrfs).folder, 'branch-prod-snapshot-'));
    await chmod(folder, 0o711);
    directory = join(folder, 'data');
    await run('btrfs', ['subvolume', 'create', directory]);
    await mkdir(join(directory, 'base'));
    await writeFile(join(directory, 'base/1'), 'before');
  });
  afterEach(() => removeFolder(folder));

  it('holds what was there, and is removed', async () => {
    const to = join(folder, 'snapshot');
    let held: string[] = [];
    const work = async (snapshot: string) => {
      await rm(join(directory, 'base/1'));
      held = await readdir(join(snapshot, 'base'));
    };
    expect(await withFileSystemSnapshot(directory, to, work)).toBe(true);
    expect(held).toEqual(['1']);
    expect(existsSync(to)).toBe(false);
  });

  it('is removed when the work on it fails', async () => {
    const to = join(folder, 'snapshot');
    const failing = withFileSystemSnapshot(directory, to, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(to)).toBe(false);
  });

  it('that a crash left is removed like any folder', async () => {
    const to = join(folder, 'snapshot');
    await run('btrfs', ['subvolume', 'snapshot', directory, to]);
    await removeFolder(to);
    expect(existsSync(to)).toBe(false);
  });

  it('is none of a folder, of another file system, or without what is elsewhere', async () => {
    const work = () => Promise.reject(new Error('not to be called'));
    const to = join(folder, 'snapshot');
    expect(await withFileSystemSnapshot(join(directory, 'base'), to, work)).toBe(false);
    expect(await withFileSystemSnapshot(tmpdir(), to, work)).toBe(false);
    const elsewhere = join(tmpdir(), `branch-prod-snapshot-${process.pid}`);
    expect(await withFileSystemSnapshot(directory, elsewhere, work)).toBe(false);
    await run('btrfs', ['subvolume', 'create', join(directory, 'pg_wal')]);
    expect(await withFileSystemSnapshot(directory, to, work)).toBe(false);
    expect(existsSync(to)).toBe(false);
  });

  it.each([
    ['without backup mode', 'on', false],
    ['in backup mode if fsync is off', 'off', true],
  ])('is a source of a copy, %s', needs(any), async (_, fsync, hasLabel) => {
    const { installation } = have(any);
    const settings = [`fsync = ${fsync}`];
    await using source = await startPostgres(installation, { parent: folder, settings });
    await source.stop();
    const subvolume = join(dirname(source.dataDirectory), 'subvolume');
    await run('btrfs', ['subvolume', 'create', subvolume]);
    await run('cp', ['-a', `${source.dataDirectory}/.`, subvolume]);
    await rm(source.dataDirectory, { recursive: true });
    await rename(subvolume, source.dataDirectory);
    await source.start();
    await source.query(
      'CREATE TABLE t AS SELECT 1 AS n',
      'CREATE UNLOGGED TABLE u AS SELECT 1 AS n',
      'CHECKPOINT',
      'INSERT INTO t VALUES (2)',
    );
    await using copy = await copyData(source.address, source.dataDirectory, { parent: folder });
    expect(copy.copy).toBe('reflink');
    expect(existsSync(join(copy.data, 'backup_label'))).toBe(hasLabel);
    expect(await readdir(dirname(copy.data))).toEqual(['data']);
    const address = await copy.start(installation);
    expect(await query(address, 'SELECT array_agg(n ORDER BY n) AS n FROM t')).toEqual([
      { n: [1, 2] },
    ]);
    expect(await query(address, 'SELECT * FROM u')).toEqual([]);
  });
});
