import type { StateFolder } from './state-folder.ts';
import { idsOf, readBranch, readCopy } from './store.ts';

/** The ids of snapshots and branches on which a branch stands, or of which a copy is being made. */
export async function usedParents(state: StateFolder): Promise<Set<string>> {
  const branches = (await idsOf(state, 'branch')).map((id) => readBranch(state, id));
  const copies = (await idsOf(state, 'copy')).map((id) => readCopy(state, id));
  const children = await Promise.allSettled([...branches, ...copies]);
  return new Set(
    children.flatMap((child) =>
      child.status === 'fulfilled' && child.value?.parent !== undefined ? [child.value.parent] : [],
    ),
  );
}
