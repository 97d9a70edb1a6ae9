import { loadConfig } from '../../config/load.ts';
import type { LoadedConfig } from '../../config/parse-config.ts';
import type { Secret } from '../../config/secret.ts';
import type { Case } from '../../replay/case.ts';
import type { GitHubClient } from '../client.ts';
import type { ActionRequest } from './action-request.ts';
import { checkStarter } from './check-starter.ts';
import { chooseCases } from './choose-cases.ts';
import { type ChosenCommits, chooseCommits } from './choose-commits.ts';
import { fetchCommit, fetchDefaultBranch } from './fetch-commits.ts';
import { gitCredentials } from './git-credentials.ts';
import { maskedEnvironment } from './masked-environment.ts';
import type { RunContext } from './run-context.ts';
import type { Runner } from './runner.ts';

/** All that an investigation needs of the repository. */
export interface Prepared {
  readonly loaded: LoadedConfig;
  readonly commits: ChosenCommits;
  readonly cases: readonly Case[];
}

/**
 * Reads the policy from the default branch, checks who asked, and gets the wanted commits and cases. Throws a
 * `BranchProdError`, or what the client throws.
 */
export async function prepare(options: {
  readonly runner: Runner;
  readonly client: GitHubClient;
  readonly context: RunContext;
  readonly request: ActionRequest;
  readonly defaultBranch: string;
  readonly token: Secret;
}): Promise<Prepared> {
  const { runner, client, context, request, defaultBranch, token } = options;
  const { repository, workspace, serverUrl } = context;
  const clone = { repository: workspace, credentials: gitCredentials(serverUrl, token) };

  await fetchDefaultBranch(clone, defaultBranch);
  const loaded = await loadConfig({
    repository: workspace,
    environment: maskedEnvironment(runner),
  });
  const { config } = loaded;
  await checkStarter(client, context, config.access);

  const commits = await chooseCommits(client, repository, request, config.preview.ref);
  const { head, base, prompts } = commits;
  for (const commit of new Set([head, base ?? head, ...prompts])) await fetchCommit(clone, commit);
  const cases = await chooseCases(client, request, {
    repository,
    clone: workspace,
    commit: head,
    replay: config.replay,
  });
  return { loaded, commits, cases };
}
