import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { allocatedBytes, ownBytes } from '../data-directory/disk-usage.ts';
import { sharesBlocks } from '../data-directory/shares-blocks.ts';
import type { LocalContext } from '../local-engine.ts';
import type { Inventory } from './inventory.ts';
import { isId, newId } from './item-id.ts';
import type { Newcomer } from './make-room.ts';
import { itemFolder } from './store.ts';

/**
 * Measures what everything in the state folder takes of the disk. Returns a function that says what it will be, in
 * bytes, once the newcomer is there and of branches and snapshots only those left that it is given. A snapshot that is
 * about to be placed lies among the copies already and is measured there.
 *
 * @param parent what the newcomer stands on, if on anything.
 */
export async function measureDisk(
  context: Pick<LocalContext, 'state'>,
  inventory: Inventory,
  parent: string | undefined,
): Promise<(left: Pick<Inventory, 'branches' | 'snapshots'>) => number> {
  const { state } = context;
  const sizes = new Map<string, number>();
  for (const [id, snapshot] of inventory.snapshots) {
    const folder = itemFolder(state, 'snapshot', id);
    sizes.set(id, snapshot?.bytes ?? (await allocatedBytes(folder)));
  }
  for (const [id, branch] of inventory.branches) {
    const folder = itemFolder(state, 'branch', id);
    const bytes = branch
      ? ownBytes(join(folder, 'data'), { copy: branch.copy, since: new Date(branch.createdAt) })
      : allocatedBytes(folder);
    sizes.set(id, await bytes);
  }
  let fixed = await allocatedBytes(state.standbys);
  for (const [id, copy] of inventory.copies) {
    // One without a description is being removed.
    if (copy === undefined) continue;
    fixed += copy.parent
      ? await bytesOfCopyOf(context, copy.parent)
      : await allocatedBytes(itemFolder(state, 'copy', id));
  }
  if (parent !== undefined) fixed += await bytesOfCopyOf(context, parent);
  return ({ branches, snapshots }) =>
    [...branches.keys(), ...snapshots.keys()].reduce(
      (sum, id) => sum + (sizes.get(id) ?? 0),
      fixed,
    );
}

/** Whether even all that is on the file system is not too much: to be known at once, where measuring takes long. */
export async function surelyFits(
  context: LocalContext,
  { parent }: Newcomer,
  limit: number,
): Promise<boolean> {
  const { blocks, bfree, bsize } = await statfs(context.state.path);
  const added = parent === undefined ? 0 : await bytesOfCopyOf(context, parent);
  return (blocks - bfree) * bsize + added <= limit;
}

/** What a branch takes when it is made: nothing where it shares all blocks with its parent. */
async function bytesOfCopyOf(
  { state }: Pick<LocalContext, 'state'>,
  parent: string,
): Promise<number> {
  const kind = isId('snapshot', parent) ? 'snapshot' : 'branch';
  const data = join(itemFolder(state, kind, parent), 'data');
  // If this program dies, it is removed as a copy that nobody described.
  const probe = itemFolder(state, 'copy', newId('copy'));
  return (await sharesBlocks(join(data, 'PG_VERSION'), probe)) ? 0 : allocatedBytes(data);
}
