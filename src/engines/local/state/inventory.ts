import type { BranchDescription, CopyDescription, SnapshotDescription } from './descriptions.ts';
import type { StateFolder } from './state-folder.ts';
import { idsOf, readBranch, readCopy, readSnapshot } from './store.ts';

/**
 * What lies in the state folder, by id. Without the state's lock a description is also `undefined` for what has just
 * been added or removed; under it, only when it is missing or damaged.
 */
export interface Inventory {
  readonly copies: ReadonlyMap<string, CopyDescription | undefined>;
  readonly branches: ReadonlyMap<string, BranchDescription | undefined>;
  readonly snapshots: ReadonlyMap<string, SnapshotDescription | undefined>;
}

/** Reads every description. What is moved meanwhile is met at least once: it goes from the copies to the others. */
export async function readInventory(state: StateFolder): Promise<Inventory> {
  return {
    copies: await readAll(state, 'copy', readCopy),
    branches: await readAll(state, 'branch', readBranch),
    snapshots: await readAll(state, 'snapshot', readSnapshot),
  };
}

/** The ids of snapshots and branches on which a branch stands, or of which a copy is being made. */
export function usedParents({ branches, copies }: Inventory): ReadonlySet<string> {
  const children = [...branches.values(), ...copies.values()];
  return new Set(children.flatMap((child) => child?.parent ?? []));
}

/** Whether a branch should have been removed by now. */
export function isExpired({ expiresAt }: { readonly expiresAt: string }): boolean {
  return Date.parse(expiresAt) <= Date.now();
}

async function readAll<T>(
  state: StateFolder,
  kind: Parameters<typeof idsOf>[1],
  read: (state: StateFolder, id: string) => Promise<T>,
): Promise<Map<string, T | undefined>> {
  const ids = await idsOf(state, kind);
  const described = ids.map(
    async (id) => [id, await read(state, id).catch(() => undefined)] as const,
  );
  return new Map(await Promise.all(described));
}
