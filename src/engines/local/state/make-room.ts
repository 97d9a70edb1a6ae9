import type { LocalContext } from '../local-engine.ts';
import { orSkip, removeBranch } from './clean-up.ts';
import type { BranchDescription } from './descriptions.ts';
import { writeDescription } from './descriptions.ts';
import { measureDisk, surelyFits } from './disk-budget.ts';
import { type Inventory, isExpired, readInventory, usedParents } from './inventory.ts';
import { tooManyBranches, tooMuchDisk } from './limits.ts';
import { bury, retire } from './removal.ts';
import { descriptionPath, idsOf, SNAPSHOT_LIFETIME } from './store.ts';

/**
 * How long a snapshot stays after somebody asked for it, in milliseconds: its branch comes next. Nobody is told when it
 * goes.
 */
const GRACE = 60_000;

/** What is about to be there. */
export interface Newcomer {
  readonly kind: 'snapshot' | 'branch';
  /** What it stands on, which must stay. */
  readonly parent?: string | undefined;
}

/** What has lost its place, and is still to be ended and removed. */
interface Victims {
  readonly branches: readonly string[];
  readonly snapshots: readonly string[];
}

/**
 * Makes room for a new item within the limits. Of a kind the one unused longest goes first: branches that only people
 * look at, since when they do; snapshots without branches, since they were asked for. Its own kind goes before the
 * other. Nothing goes when that would not be enough. To be called under the state's lock. Returns what has to be
 * called afterwards, without the lock. Throws `limit-reached`.
 */
export async function makeRoom(
  context: LocalContext,
  newcomer: Newcomer,
): Promise<() => Promise<void>> {
  if (await hasRoom(context, newcomer)) return async () => {};
  const inventory = await readInventory(context.state);
  const victims = await chooseVictims(context, newcomer, inventory);
  return evict(context, inventory, victims);
}

/** Without reading a description: what is there may count too much. */
async function hasRoom(context: LocalContext, newcomer: Newcomer): Promise<boolean> {
  const { state, limits } = context;
  const { kind } = newcomer;
  if (limits.disk !== undefined && !(await surelyFits(context, newcomer, limits.disk))) {
    return false;
  }
  const [items, copies] = await Promise.all([idsOf(state, kind), idsOf(state, 'copy')]);
  const limit = kind === 'branch' ? limits.branches : limits.snapshots;
  return limit === undefined || items.length + copies.length < limit;
}

async function chooseVictims(
  context: LocalContext,
  { kind, parent }: Newcomer,
  inventory: Inventory,
): Promise<Victims> {
  const { limits } = context;
  const left = {
    ...inventory,
    branches: new Map(inventory.branches),
    snapshots: new Map(inventory.snapshots),
  };
  for (const [id, branch] of left.branches)
    if (branch && isExpired(branch)) left.branches.delete(id);
  const branches: string[] = [];
  const snapshots: string[] = [];
  const dropBranch = () => {
    const id = idleLongest(left, parent);
    if (id !== undefined) branches.push(id);
    return id !== undefined && left.branches.delete(id);
  };
  const dropSnapshot = () => {
    const id = unusedLongest(left, parent);
    if (id !== undefined) snapshots.push(id);
    return id !== undefined && left.snapshots.delete(id);
  };

  if (kind === 'branch') {
    const made = [...inventory.copies.values()].filter((copy) => copy?.parent !== undefined).length;
    while (left.branches.size + made >= (limits.branches ?? Number.POSITIVE_INFINITY)) {
      if (!dropBranch()) throw tooManyBranches(left.branches.size + made);
    }
  } else {
    while (left.snapshots.size >= (limits.snapshots ?? Number.POSITIVE_INFINITY)) {
      if (!dropSnapshot()) break;
    }
  }
  if (limits.disk !== undefined) {
    const bytesOf = await measureDisk(context, inventory, parent);
    while (bytesOf(left) > limits.disk) {
      const dropped =
        kind === 'branch' ? dropBranch() || dropSnapshot() : dropSnapshot() || dropBranch();
      if (!dropped) throw tooMuchDisk(bytesOf(left), limits.disk);
    }
  }
  return { branches, snapshots };
}

function idleLongest(inventory: Inventory, parent: string | undefined): string | undefined {
  const used = usedParents(inventory);
  const idle = [...inventory.branches].flatMap(([id, branch]) => {
    if (branch?.idleSince === undefined || used.has(id) || id === parent) return [];
    return { id, since: branch.idleSince };
  });
  return idle.sort((a, b) => (a.since < b.since ? -1 : 1))[0]?.id;
}

function unusedLongest(inventory: Inventory, parent: string | undefined): string | undefined {
  const used = usedParents(inventory);
  const unused = [...inventory.snapshots].flatMap(([id, snapshot]) => {
    if (snapshot === undefined || used.has(id) || id === parent) return [];
    const usedAt = Date.parse(snapshot.expiresAt) - SNAPSHOT_LIFETIME;
    return usedAt > Date.now() - GRACE ? [] : { id, usedAt };
  });
  return unused.sort((a, b) => a.usedAt - b.usedAt)[0]?.id;
}

/** A branch expires at once: whatever happens to this program, the next one removes it. */
async function evict(
  { state, endPreview }: LocalContext,
  inventory: Inventory,
  victims: Victims,
): Promise<() => Promise<void>> {
  for (const id of victims.branches) {
    const branch = inventory.branches.get(id) as BranchDescription;
    const expiresAt = new Date().toISOString();
    await writeDescription(descriptionPath(state, 'branch', id), { ...branch, expiresAt });
  }
  const retired = victims.snapshots.map((id) => retire(state, 'snapshot', id));
  const remains = (await Promise.all(retired)).filter((id) => id !== undefined);
  return async () => {
    const removed = victims.branches.map((id) => orSkip(removeBranch(state, id, endPreview)));
    await Promise.all([...removed, ...remains.map((id) => bury(state, id))]);
  };
}
