import { join } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import type { Branch } from '../engine.ts';
import { backUp } from './backup.ts';
import type { BranchOptions } from './branch-snapshot.ts';
import { notFound, parseId } from './item-id.ts';
import type { LocalContext } from './local-engine.ts';
import { clientOf, startBranch } from './start-branch.ts';
import { itemFolder, readBranch } from './store.ts';
import { withCopy } from './with-copy.ts';

/** A branch of a branch, whose server keeps running. Throws as {@link Engine.fork}. */
export async function forkBranch(
  context: LocalContext,
  { id, address }: Branch,
  options: BranchOptions,
): Promise<Branch> {
  const { state } = context;
  const { signal } = options;
  parseId(id, ['branch']);
  const findParent = async () => {
    if ((await readBranch(state, id)) === undefined) throw notFound(id);
    return id;
  };
  return withCopy({ state, signal, findParent }, async ({ folder }) => {
    const from = join(itemFolder(state, 'branch', id), 'data');
    const client = clientOf(address);
    try {
      await client.connect();
      const copy = await backUp({ client, from, to: join(folder, 'data'), signal });
      const { database } = address;
      return await startBranch({ ...context, ...options, folder, parent: id, database, copy });
    } catch (error) {
      if (error instanceof BranchProdError || signal.aborted) throw error;
      throw new BranchProdError('engine-failed', `The branch ${id} could not be forked`, {
        nextStep: 'Check that its server still runs with `branch-prod list`.',
        cause: error,
      });
    } finally {
      await client.end().catch(() => {});
    }
  });
}
