import { Octokit } from '@octokit/core';
import nock from 'nock';
import { afterEach, beforeEach } from 'vitest';
import type { GitHubClient } from '../../src/github/client.ts';

const baseUrl = 'https://api.github.com';

/** A client without waits and retries, so that a test sees every request and every error at once. */
export const client: GitHubClient = new Octokit({
  baseUrl,
  log: { debug() {}, info() {}, warn() {}, error() {} },
});

/** A GitHub that answers what the test says, each time once; a test that doesn't use it all fails. */
export function mockGitHub(): nock.Scope {
  return nock(baseUrl);
}

/** The header by which GitHub names the next page. */
export function nextPage(path: string): { link: string } {
  return { link: `<${baseUrl}${path}>; rel="next"` };
}

/** To be called once in a test file: no test reaches a network, and none leaves an answer unused. */
export function useMockGitHub(): void {
  beforeEach(() => {
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    if (unused.length > 0) throw new Error(`not asked for: ${unused.join(', ')}`);
  });
}
