import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../../process-identity.ts';
import type { Item } from '../engine.ts';
import type { BranchDescription } from './descriptions.ts';
import { directoryBytes } from './directory-tree.ts';
import type { StateFolder } from './state-folder.ts';
import { idsOf, itemFolder, readBranch, readSnapshot } from './store.ts';
import { usedParents } from './used-parents.ts';

/** All snapshots and branches; one whose description can't be read is `damaged` and hides no other. */
export async function listItems(state: StateFolder): Promise<Item[]> {
  const used = await usedParents(state);
  const snapshots = (await idsOf(state, 'snapshot')).map(async (id) => {
    const snapshot = await readSnapshot(state, id).catch(() => undefined);
    if (snapshot === undefined) return damaged(state, 'snapshot', id);
    const { bytes } = snapshot;
    const status = used.has(id) ? 'in-use' : 'ready';
    return { id, kind: 'snapshot', ...dates(snapshot), bytes, status } satisfies Item;
  });
  const branches = (await idsOf(state, 'branch')).map(async (id) => {
    const branch = await readBranch(state, id).catch(() => undefined);
    if (branch === undefined) return damaged(state, 'branch', id);
    const { parent } = branch;
    const bytes = await directoryBytes(join(itemFolder(state, 'branch', id), 'data'));
    const status = await branchStatus(branch);
    return { id, kind: 'branch', parent, ...dates(branch), bytes, status } satisfies Item;
  });
  const items = await Promise.all([...snapshots, ...branches]);
  return items.filter((item) => item !== undefined);
}

async function branchStatus({ owner, expiresAt }: BranchDescription): Promise<Item['status']> {
  if (!(await isRunning(owner))) return 'ownerless';
  return Date.parse(expiresAt) <= Date.now() ? 'expired' : 'in-use';
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
  const bytes = await directoryBytes(folder);
  return { id, kind, createdAt, expiresAt: createdAt, bytes, status: 'damaged' };
}
