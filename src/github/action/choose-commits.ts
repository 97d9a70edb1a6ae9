import { quote } from '../../config/quote.ts';
import { BranchProdError } from '../../errors.ts';
import type { GitHubClient } from '../client.ts';
import { findCommit } from '../find-commit.ts';
import { isOwnCommit } from '../own-commit.ts';
import type { Repository } from '../thread.ts';
import type { ActionRequest } from './action-request.ts';
import { deployedCommit } from './deployed-commit.ts';

/** Full ids. */
export interface ChosenCommits {
  readonly head: string;
  readonly base?: string;
  /** Those whose prompts are tried. */
  readonly prompts: readonly string[];
}

/**
 * The commits that are wanted, by their ids. GitHub says what a ref names, so that no ref reaches git.
 *
 * @param preferred the config's `preview.ref`, for a request without a head.
 * @throws {BranchProdError} `not-found` for a ref that names nothing, `access-denied` for a commit that nobody with
 *   the right to push put into the repository: one of a fork
 */
export async function chooseCommits(
  client: GitHubClient,
  repository: Repository,
  { head, base, alternatives, thread }: Pick<ActionRequest, CommitFields>,
  preferred: string,
): Promise<ChosenCommits> {
  const own = (ref: string) => ownCommit(client, repository, ref, thread);
  const chosen = {
    head: await own(head ?? preferred),
    ...(base !== undefined && { base: await own(base) }),
  };
  const prompts: string[] = [];
  for (const commit of alternatives?.prompts ?? []) prompts.push(await own(commit));
  return { ...chosen, prompts };
}

type CommitFields = 'head' | 'base' | 'alternatives' | 'thread';

async function ownCommit(
  client: GitHubClient,
  repository: Repository,
  ref: string,
  thread: number | undefined,
): Promise<string> {
  if (ref === 'deployed') return (await deployedCommit(client, repository)).commit;
  const commit = await findCommit(client, repository, ref);
  if (commit === undefined) {
    throw new BranchProdError('not-found', `There is no commit ${quote(ref)}.`, {
      nextStep: 'Name a branch, tag or commit of this repository.',
    });
  }
  const pull = thread === undefined ? {} : { pull: thread };
  if (await isOwnCommit(client, repository, commit, pull)) return commit;
  throw new BranchProdError('access-denied', `Commit ${commit} is not this repository's own.`, {
    nextStep: 'Push it to a branch of this repository: the code of forks does not run.',
  });
}
