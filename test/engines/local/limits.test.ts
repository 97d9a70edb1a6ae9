import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Branch, Engine } from '../../../src/engines/engine.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { reflinkFolder } from '../../postgres/reflink-folder.ts';
import { have, needs } from '../../skip.ts';
import { type EngineFolder, makeEngineFolder } from './engine-folder.ts';
import { startPostgresSource } from './postgres-source.ts';
import { processesIn } from './processes-in.ts';
import type { TestSource } from './source.ts';

const { any } = await findTestInstallations();
const reflink = reflinkFolder();
const signal = new AbortController().signal;
const ttl = 600_000;

describe('at a limit the engine', { timeout: 60_000, ...needs(any) }, () => {
  let source: TestSource;
  let folder: EngineFolder;
  const made: Branch[] = [];
  beforeAll(async () => {
    source = await startPostgresSource(have(any).installation);
  });
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await makeEngineFolder(source);
  });
  afterEach(async () => {
    for (const branch of made.splice(0)) await branch.destroy();
    await folder?.[Symbol.asyncDispose]();
  });

  async function branchOf(engine: Engine, snapshot: string): Promise<Branch> {
    const branch = await engine.branch(snapshot, { ttl, signal });
    made.push(branch);
    return branch;
  }

  async function ids(kind: 'branch' | 'snapshot'): Promise<string[]> {
    const items = await folder.engine().list();
    return items.filter((item) => item.kind === kind).map(({ id }) => id);
  }

  it('removes the branch that is idle longest, and tells its owner', async () => {
    const snapshot = await folder.snapshot(folder.engine());
    const owner = folder.engine();
    const busy = await branchOf(owner, snapshot);
    const later = await branchOf(owner, snapshot);
    const oldest = await branchOf(owner, snapshot);
    await oldest.idle();
    await oldest.idle();
    await later.idle();
    expect((await owner.list()).map(({ status }) => status).sort()).toEqual([
      'idle',
      'idle',
      'in-use',
      'in-use',
    ]);

    const added = await branchOf(folder.engine({ branches: 3 }), snapshot);
    expect(await oldest.ended).toBe('made-room');
    expect((await ids('branch')).sort()).toEqual([busy.id, later.id, added.id].sort());
    expect(processesIn(oldest.folder)).toEqual([]);
    await expect(query(oldest.address, 'SELECT 1')).rejects.toThrow();
    for (const { address } of [busy, later, added]) await query(address, 'SELECT 1');
    // Its owner has nothing left to do, and may do it.
    await oldest.idle();
    await oldest.destroy();
    await later.destroy();
    expect(await later.ended).toBe('destroyed');
  });

  it('refuses a branch when all are busy, and removes nothing', async () => {
    const engine = folder.engine({ branches: 2 });
    const snapshot = await folder.snapshot(engine);
    const parent = await branchOf(engine, snapshot);
    await parent.idle();
    made.push(await engine.fork(parent, { ttl, signal }));
    const before = await ids('branch');
    for (const refused of [
      () => engine.branch(snapshot, { ttl, signal }),
      () => engine.fork(parent, { ttl, signal }),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        code: 'limit-reached',
        message: expect.stringContaining('There are 2 branches'),
        nextStep: expect.stringContaining('`engine.limits.branches`'),
      });
    }
    expect(await ids('branch')).toEqual(before);
    expect(await readdir(join(folder.state, 'copies'))).toEqual([]);
  });

  it('never has more branches than allowed, however many are asked for at once', async () => {
    const engine = folder.engine({ branches: 2 });
    const snapshot = await folder.snapshot(engine);
    const asked = Array.from({ length: 4 }, () => branchOf(engine, snapshot));
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await ids('branch')).toHaveLength(2);
  });

  it('removes the snapshot unused longest, but none with a branch or just asked for', async () => {
    const engine = folder.engine();
    const snapshots: string[] = [];
    for (const recipe of ['oldest', 'branched', 'old', 'young']) {
      snapshots.push(await folder.snapshot(engine, recipe));
    }
    const [oldest, branched, old, young] = snapshots as [string, string, string, string];
    await branchOf(engine, branched);
    const age = (id: string, days: number) =>
      folder.change(`snapshots/${id}/snapshot.json`, {
        expiresAt: new Date(Date.now() + (7 - days) * 86_400_000).toISOString(),
      });
    await age(branched, 4);
    await age(oldest, 3);
    await age(old, 2);
    const limited = folder.engine({ snapshots: 4 });
    const added = await folder.snapshot(limited, 'added');
    expect((await ids('snapshot')).sort()).toEqual([branched, old, young, added].sort());

    const strict = folder.engine({ snapshots: 1 });
    const last = await folder.snapshot(strict, 'last');
    expect((await ids('snapshot')).sort()).toEqual([branched, young, added, last].sort());
  });

  it('counts what is on the disk, and makes room there too', async ({ skip }) => {
    const snapshot = await folder.snapshot(folder.engine());
    const [{ bytes } = { bytes: 0 }] = await folder.engine().list();
    // Of plain copies, the snapshot and one branch fit.
    const engine = folder.engine({ disk: 2.7 * bytes });
    const first = await branchOf(engine, snapshot);
    if (first.copy === 'reflink') skip('the folder for temporary files shares blocks');
    await expect(engine.branch(snapshot, { ttl, signal })).rejects.toMatchObject({
      code: 'limit-reached',
      nextStep: expect.stringContaining('`engine.limits.disk`'),
    });
    expect(await ids('branch')).toEqual([first.id]);
    await first.idle();
    const second = await branchOf(engine, snapshot);
    expect(await first.ended).toBe('made-room');
    await expect(folder.snapshot(engine, 'second')).rejects.toMatchObject({
      code: 'limit-reached',
    });
    expect(await ids('snapshot')).toEqual([snapshot]);
    await second.destroy();
    await folder.change(`snapshots/${snapshot}/snapshot.json`, {
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    const tight = folder.engine({ disk: 1.5 * bytes });
    const other = await folder.snapshot(tight, 'third');
    expect(await ids('snapshot')).toEqual([other]);
  });

  it('counts of a branch only what it does not share', needs(reflink), async () => {
    await using source = await startPostgresSource(have(any).installation, have(reflink).folder);
    await using shared = await makeEngineFolder(source, have(reflink).folder);
    const engine = shared.engine();
    const snapshot = await shared.snapshot(engine);
    const own = async () => {
      const items = await engine.list();
      const bytesOf = (kind: string) => items.find((item) => item.kind === kind)?.bytes ?? 0;
      return { ofSnapshot: bytesOf('snapshot'), ofBranch: bytesOf('branch') };
    };
    await using branch = await shared
      .engine({ disk: 1.9 * (await own()).ofSnapshot })
      .branch(snapshot, { ttl, signal });
    expect(branch.copy).toBe('reflink');
    const { ofSnapshot, ofBranch } = await own();
    expect(ofSnapshot).toBeGreaterThan(5_000_000);
    expect(ofBranch).toBeLessThan(ofSnapshot / 2);
    const names = `INSERT INTO people SELECT i, repeat('x', 1000) FROM generate_series(10, 8000) i`;
    await query(branch.address, names);
    const grown = (await own()).ofBranch - ofBranch;
    expect(grown).toBeGreaterThan(8_000_000);
    expect(grown).toBeLessThan(60_000_000);
  });
});
