import { BranchProdError } from '../../errors.ts';
import { isRunning } from '../../process-identity.ts';
import { removeBranch } from './clean-up.ts';
import { notFound, parseId } from './item-id.ts';
import type { LocalContext } from './local-engine.ts';
import { idsOf, readBranch, removeItem, withStateLock } from './store.ts';
import { usedParents } from './used-parents.ts';

/** Removes a snapshot or a branch, damaged ones too. Throws as {@link Engine.destroy}. */
export async function destroyItem(context: LocalContext, id: string): Promise<void> {
  const { state, endPreview } = context;
  const kind = parseId(id, ['snapshot', 'branch']);
  await withStateLock(state, async () => {
    if (!(await idsOf(state, kind)).includes(id)) throw notFound(id);
    if ((await usedParents(state)).has(id)) {
      throw inUse(`A branch still stands on ${id}`, 'Destroy its branches first.');
    }
    if (kind === 'snapshot') return removeItem(state, kind, id);
    const branch = await readBranch(state, id).catch(() => undefined);
    if (branch !== undefined && (await isRunning(branch.owner))) {
      throw inUse(
        `The branch ${id} is used by the running process ${branch.owner.pid}`,
        'End that process first: it removes its branch itself.',
      );
    }
    await removeBranch(state, branch ?? { id }, endPreview);
  });
}

function inUse(message: string, nextStep: string): BranchProdError {
  return new BranchProdError('in-use', message, { nextStep });
}
