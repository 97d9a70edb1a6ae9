import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import type { Branch, ForkOptions } from '../../engine.ts';
import { backUp } from '../backup/backup.ts';
import type { LocalContext } from '../local-engine.ts';
import { openSession } from '../servers/trusted-session.ts';
import type { BranchDescription } from '../state/descriptions.ts';
import { notFound, parseId } from '../state/item-id.ts';
import { makeRoom } from '../state/make-room.ts';
import { itemFolder, readBranch } from '../state/store.ts';
import { withCopy } from '../state/with-copy.ts';
import type { BranchOptions } from './branch-snapshot.ts';
import { clientOf, startBranch } from './start-branch.ts';

/** A branch of a branch, whose server keeps running. Throws as {@link Engine.fork}. */
export async function forkBranch(
  context: LocalContext,
  { id, address }: Branch,
  options: BranchOptions & Pick<ForkOptions, 'change'>,
): Promise<Branch> {
  const { state, servers } = context;
  const { signal } = options;
  parseId(id, ['branch']);
  let parent: BranchDescription | undefined;
  const findParent = async () => {
    parent = await readBranch(state, id);
    if (parent === undefined) throw notFound(id);
    return id;
  };
  const room = () => makeRoom(context, { kind: 'branch', parent: id });
  return withCopy({ state, signal, findParent, makeRoom: room }, async ({ folder }) => {
    const { product, superuser, database } = parent as BranchDescription;
    const from = join(itemFolder(state, 'branch', id), 'data');
    const client = clientOf(address);
    try {
      await openSession(client);
      const owner = await servers[product].account();
      const to = join(folder, 'data');
      const { copy } = await backUp({ client, from, to, owner, signal });
      const cluster = { product, superuser, database };
      return await startBranch({ ...context, ...options, folder, parent: id, cluster, copy });
    } catch (error) {
      if (signal.aborted) throw error;
      throw forkError(error, id);
    } finally {
      await client.end().catch(() => {});
    }
  });
}

/** What a backup says of a source, and what to do about it, doesn't fit a branch. */
function forkError(error: unknown, id: string): BranchProdError {
  const failed = (nextStep: string) =>
    new BranchProdError('engine-failed', `The branch ${id} could not be forked`, {
      nextStep,
      cause: error,
    });
  if (!(error instanceof BranchProdError)) {
    return failed('Check that its server still runs with `branch-prod list`.');
  }
  return error.code === 'source-unsupported'
    ? failed('Fork it again, if need be when nothing is being written to it.')
    : error;
}
