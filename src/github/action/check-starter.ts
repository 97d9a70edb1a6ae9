import type { Config } from '../../config/config.ts';
import { BranchProdError } from '../../errors.ts';
import type { GitHubClient } from '../client.ts';
import { hasAccess } from '../permissions.ts';
import type { RunContext } from './run-context.ts';

/**
 * Lets only those through who may branch production: people with `access.minimum`; an App that dispatched the
 * workflow, which only somebody with write access can install and which has checked who asked; and the clock, which
 * runs what is committed on the default branch. GitHub Actions is no such App: the token of a job dispatches in its
 * name, and whoever can push a workflow has one. Nothing of a fork's pull request runs, whoever asks.
 *
 * @throws {BranchProdError} `access-denied`, without detail
 */
export async function checkStarter(
  client: GitHubClient,
  context: Pick<RunContext, 'repository' | 'eventName' | 'startedBy' | 'pull'>,
  { minimum }: Config['access'],
): Promise<void> {
  const { repository, eventName, startedBy, pull } = context;
  if (pull?.isFork) {
    throw new BranchProdError('access-denied', 'The code of a fork does not run here.', {
      nextStep: 'A maintainer can push the commit to a branch of this repository.',
    });
  }
  if (eventName === 'schedule') return;
  if (eventName === 'workflow_dispatch' && startedBy?.isBot && startedBy.login !== jobLogin) return;
  if (startedBy && (await hasAccess(client, repository, startedBy.login, minimum))) return;
  throw new BranchProdError('access-denied', 'Whoever started this may not branch production.', {
    nextStep: `Ask somebody with the permission "${minimum}" on the repository.`,
  });
}

/** As whom the token of a job acts. */
const jobLogin = 'github-actions[bot]';
