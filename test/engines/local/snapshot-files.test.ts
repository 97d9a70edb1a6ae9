import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAddress } from '../../../src/engines/database-address.ts';
import type { Engine, PrivateCopy, Snapshot } from '../../../src/engines/engine.ts';
import { readTree } from '../../../src/engines/local/data-directory/directory-tree.ts';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import { maskPeople, query, RAW_VALUE, startSource, type TestSource } from './source.ts';

const signal = new AbortController().signal;

async function filesWith(directory: string, text: string): Promise<string[]> {
  const files = (await readTree(directory)).filter(({ kind }) => kind === 'file');
  const found = await Promise.all(
    files.map(async ({ path }) =>
      (await readFile(join(directory, path))).includes(text) ? [path] : [],
    ),
  );
  return found.flat();
}

async function rankings(address: DatabaseAddress): Promise<unknown[]> {
  const search = (probe: number) =>
    `SELECT id FROM items ORDER BY embedding <->
       (SELECT array_agg(cos(${probe} * 3.3 + j * 0.71)) FROM generate_series(1, 64) j)::vector LIMIT 10`;
  const plan = await query(address, 'SET enable_seqscan = off', `EXPLAIN ${search(0)}`);
  expect(JSON.stringify(plan)).toContain('items_embedding_idx');
  const answers: unknown[] = [];
  for (let probe = 0; probe < 30; probe++) {
    answers.push(await query(address, 'SET enable_seqscan = off', search(probe)));
  }
  return answers;
}

describe('the files of a snapshot', { timeout: 120_000 }, () => {
  let source: TestSource;
  let state: string;
  let engine: Engine;
  let snapshot: Snapshot;
  let data: string;
  let before: string[] = [];
  let masked: string[] = [];

  beforeAll(async () => {
    source = await startSource();
    state = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
    await writeFile(join(source.settings.dataDirectory, 'server.key'), 'private key');
    await writeFile(join(source.settings.dataDirectory, 'base', 'notes.txt'), RAW_VALUE);
    engine = createLocalEngine({ state });
    const prepare = async (copy: PrivateCopy) => {
      await copy.offline(async (directory) => {
        before = await filesWith(directory, RAW_VALUE);
      });
      await maskPeople(copy);
      await copy.offline(async (directory) => {
        masked = await filesWith(directory, RAW_VALUE);
      });
      await writeFile(join(copy.folder, 'proof.json'), '{}');
    };
    const onProgress = () => {};
    const { settings } = source;
    snapshot = await engine.snapshot({
      source: settings,
      recipe: 'r',
      prepare,
      signal,
      onProgress,
    });
    data = join(snapshot.folder, '..', 'data');
  }, 120_000);
  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    await removeFolder(state);
  });

  it('hold no raw value, not even in the write-ahead log', async () => {
    expect(before.some((path) => path.startsWith('base/'))).toBe(true);
    expect(masked.some((path) => path.startsWith('pg_wal/'))).toBe(true);
    expect(await filesWith(join(state, 'snapshots'), RAW_VALUE)).toEqual([]);
  });

  it('are those of PostgreSQL only', async () => {
    const paths = (await readTree(data)).map(({ path }) => path);
    expect(paths).not.toContain('server.key');
    expect(paths).not.toContain('base/notes.txt');
    expect(paths).not.toContain('backup_label.old');
    expect(paths.filter((path) => /^pg_wal\/[0-9A-F]{24}$/.test(path))).toHaveLength(1);
  });

  it("can't be changed, nor can what the preparation put beside them", async () => {
    expect(await readFile(join(snapshot.folder, 'proof.json'), 'utf8')).toBe('{}');
    for (const directory of [data, snapshot.folder]) {
      for (const { path } of [{ path: '' }, ...(await readTree(directory))]) {
        expect((await stat(join(directory, path))).mode & 0o277, path).toBe(0);
      }
    }
  });

  it('answer vector searches in a branch in the same order as the source, and bring no raw value', async () => {
    await using branch = await engine.branch(snapshot.id, { ttl: 60_000, signal });
    expect(await rankings(branch.address)).toEqual(await rankings(source.address));
    expect(await filesWith(branch.folder, RAW_VALUE)).toEqual([]);
  });
});
