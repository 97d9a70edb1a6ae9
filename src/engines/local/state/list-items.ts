import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../../../process-identity.ts';
import type { Item } from '../../engine.ts';
import { allocatedBytes, ownBytes } from '../data-directory/disk-usage.ts';
import type { BranchDescription } from './descriptions.ts';
import { isExpired, readInventory, usedParents } from './inventory.ts';
import type { StateFolder } from './state-folder.ts';
import { itemFolder } from './store.ts';

/** All snapshots and branches; one whose description can't be read is `damaged` and hides no other. */
export async function listItems(state: StateFolder): Promise<Item[]> {
  const inventory = await readInventory(state);
  const used = usedParents(inventory);
  const items: (Item | undefined)[] = [];
  for (const [id, snapshot] of inventory.snapshots) {
    if (snapshot === undefined) items.push(await damaged(state, 'snapshot', id));
    else {
      const { bytes } = snapshot;
      const status = used.has(id) ? 'in-use' : 'ready';
      items.push({ id, kind: 'snapshot', ...dates(snapshot), bytes, status });
    }
  }
  for (const [id, branch] of inventory.branches) {
    if (branch === undefined) items.push(await damaged(state, 'branch', id));
    else {
      const { parent, copy, createdAt } = branch;
      const data = join(itemFolder(state, 'branch', id), 'data');
      const bytes = await ownBytes(data, { copy, since: new Date(createdAt) });
      const status = await branchStatus(branch);
      items.push({ id, kind: 'branch', parent, ...dates(branch), bytes, status });
    }
  }
  return items.filter((item) => item !== undefined);
}

async function branchStatus(branch: BranchDescription): Promise<Item['status']> {
  if (!(await isRunning(branch.owner))) return 'ownerless';
  if (isExpired(branch)) return 'expired';
  return branch.idleSince === undefined ? 'in-use' : 'idle';
}

function dates(description: { readonly createdAt: string; readonly expiresAt: string }) {
  return {
    createdAt: new Date(description.createdAt),
    expiresAt: new Date(description.expiresAt),
  };
}

/** `undefined` when it has just been removed. */
async function damaged(
  state: StateFolder,
  kind: Item['kind'],
  id: string,
): Promise<Item | undefined> {
  const folder = itemFolder(state, kind, id);
  const createdAt = (await stat(folder).catch(() => undefined))?.birthtime;
  if (createdAt === undefined) return undefined;
  const bytes = await allocatedBytes(folder);
  return { id, kind, createdAt, expiresAt: createdAt, bytes, status: 'damaged' };
}
