import { Octokit } from '@octokit/core';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

const baseUrl = 'https://api.github.com';

/** GitHub's REST API in this file's tests: what is not expected fails, and what is expected has to come. */
export function githubApi(): { client: Octokit; api: () => nock.Scope } {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const missing = nock.pendingMocks();
    nock.cleanAll();
    expect(missing).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  return { client: new Octokit({ baseUrl, log: quiet }), api: () => nock(baseUrl) };
}
