import { join } from 'node:path';
import type { Branch } from '../engine.ts';
import { copyFiles } from './copy-files.ts';
import type { SnapshotDescription } from './descriptions.ts';
import { readTree } from './directory-tree.ts';
import { notFound, parseId } from './item-id.ts';
import type { LocalContext } from './local-engine.ts';
import { startBranch } from './start-branch.ts';
import { itemFolder, readSnapshot } from './store.ts';
import { withCopy } from './with-copy.ts';

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
  const { state } = context;
  parseId(parent, ['snapshot']);
  let snapshot: SnapshotDescription | undefined;
  const findParent = async () => {
    snapshot = await readSnapshot(state, parent);
    if (snapshot === undefined) throw notFound(parent);
    return parent;
  };
  return withCopy({ state, signal: options.signal, findParent }, async ({ folder }) => {
    const { database } = snapshot as SnapshotDescription;
    const from = join(itemFolder(state, 'snapshot', parent), 'data');
    const copy = await copyFiles({
      from,
      to: join(folder, 'data'),
      entries: await readTree(from),
      live: false,
      signal: options.signal,
    });
    return startBranch({ ...context, ...options, folder, parent, database, copy });
  });
}
