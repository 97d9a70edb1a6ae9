import { BranchProdError } from '../../../errors.ts';
import { isRunning } from '../../../process-identity.ts';
import type { LocalContext } from '../local-engine.ts';
import { removeBranch } from './clean-up.ts';
import { readInventory, usedParents } from './inventory.ts';
import { notFound, parseId } from './item-id.ts';
import { bury, retire } from './removal.ts';
import { withStateLock } from './store.ts';

/** Removes a snapshot or a branch, damaged ones too. Throws as {@link Engine.destroy}. */
export async function destroyItem(context: LocalContext, id: string): Promise<void> {
  const { state, endPreview } = context;
  const kind = parseId(id, ['snapshot', 'branch']);
  const remains = await withStateLock(state, async () => {
    const inventory = await readInventory(state);
    const { snapshots, branches } = inventory;
    if (!(kind === 'snapshot' ? snapshots : branches).has(id)) throw notFound(id);
    if (usedParents(inventory).has(id)) {
      throw inUse(`A branch still stands on ${id}`, 'Destroy its branches first.');
    }
    if (kind === 'snapshot') return retire(state, kind, id);
    const owner = branches.get(id)?.owner;
    if (owner !== undefined && (await isRunning(owner))) {
      throw inUse(
        `The branch ${id} is used by the running process ${owner.pid}`,
        'End that process first: it removes its branch itself.',
      );
    }
    return undefined;
  });
  if (remains !== undefined) await bury(state, remains);
  if (kind === 'branch') await removeBranch(state, id, endPreview);
}

function inUse(message: string, nextStep: string): BranchProdError {
  return new BranchProdError('in-use', message, { nextStep });
}
