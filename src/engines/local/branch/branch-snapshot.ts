import { join } from 'node:path';
import type { Branch } from '../../engine.ts';
import { copyFiles } from '../data-directory/copy-files.ts';
import { readTree } from '../data-directory/directory-tree.ts';
import type { LocalContext } from '../local-engine.ts';
import type { SnapshotDescription } from '../state/descriptions.ts';
import { notFound, parseId } from '../state/item-id.ts';
import { makeRoom } from '../state/make-room.ts';
import { itemFolder, readSnapshot } from '../state/store.ts';
import { withCopy } from '../state/with-copy.ts';
import { startBranch } from './start-branch.ts';

export interface BranchOptions {
  /** In milliseconds. */
  readonly ttl: number;
  readonly signal: AbortSignal;
  /** The reading of `performance.now()` when the engine was called. */
  readonly calledAt: number;
}

/** A branch of a snapshot. Throws as {@link Engine.branch}. */
export async function branchSnapshot(
  context: LocalContext,
  parent: string,
  options: BranchOptions,
): Promise<Branch> {
  const { state, servers } = context;
  parseId(parent, ['snapshot']);
  let snapshot: SnapshotDescription | undefined;
  const findParent = async () => {
    snapshot = await readSnapshot(state, parent);
    if (snapshot === undefined) throw notFound(parent);
    return parent;
  };
  const room = () => makeRoom(context, { kind: 'branch', parent });
  const place = { state, signal: options.signal, findParent, makeRoom: room };
  return withCopy(place, async ({ folder }) => {
    const { product, superuser, database } = snapshot as SnapshotDescription;
    const from = join(itemFolder(state, 'snapshot', parent), 'data');
    const copy = await copyFiles({
      from,
      to: join(folder, 'data'),
      owner: await servers[product].account(),
      entries: await readTree(from),
      live: false,
      signal: options.signal,
    });
    const cluster = { product, superuser, database };
    return startBranch({ ...context, ...options, folder, parent, cluster, copy });
  });
}
