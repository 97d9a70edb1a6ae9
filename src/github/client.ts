import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Secret } from '../config/secret.ts';
import { programVersion } from '../program-version.ts';

/** What everything here needs of Octokit; Probot's is one too. */
export type GitHubClient = Octokit;

const MAX_WAIT_SECONDS = 120;
const MAX_RETRIES = 3;

/**
 * A client with a token's rights that keeps GitHub's rate limits and tries again what failed for a moment.
 *
 * @param baseUrl of the REST API: `https://api.github.com`
 */
export function createGitHubClient({
  token,
  baseUrl,
}: {
  token: Secret;
  baseUrl: string;
}): GitHubClient {
  const mayWait = (seconds: number, _: object, __: Octokit, retries: number) =>
    seconds <= MAX_WAIT_SECONDS && retries < MAX_RETRIES;
  return new (Octokit.plugin(retry, throttling))({
    auth: token.reveal(),
    baseUrl,
    userAgent: `branch-prod/${programVersion()}`,
    throttle: { onRateLimit: mayWait, onSecondaryRateLimit: mayWait },
    // The default writes what GitHub answered to the log of the job.
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
}
