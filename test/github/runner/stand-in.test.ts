import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createGitHubClient, type GitHubClient } from '../../../src/github/client.ts';
import { workflowInputs } from '../../../src/github/order.ts';
import { outcomeSchema } from '../../../src/github/outcome.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import { readRepositoryFile } from '../../repository/files.ts';
import { type GitHubStandIn, startGitHub } from '../stand-in/github.ts';
import { makeRepository } from './fake-run.ts';
import { createRunner, type Runner } from './runner.ts';

const place = { owner: 'acme', repo: 'shop' };
const secrets = {
  PRODUCTION_REPLICA_URL: 'postgres://ada:swordfish@replica',
  BRANCH_PROD_MASK_KEY: 'k3y-k3y',
};

let folder: string;
let github: GitHubStandIn;
let runner: Runner;
let client: GitHubClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-test-'));
  const workflow = readRepositoryFile('.github/workflows/branch-prod.yml');
  const { gitDirectory } = await makeRepository(folder, workflow);
  github = await startGitHub({
    app: { permissions: { actions: 'write', issues: 'write', contents: 'read' }, events: [] },
  });
  github.addRepository({ ...place, private: true, gitDirectory });
  const ours = fileURLToPath(new URL('../../..', import.meta.url));
  runner = await createRunner({ actions: { 'branch-prod/branch-prod': ours }, secrets });
  github.onDispatch(runner.take);
  client = createGitHubClient({
    token: new Secret(github.installationToken()),
    baseUrl: github.url,
  });
});
afterAll(async () => {
  await runner?.close();
  await github?.close();
  await removeFolder(folder);
});

it('runs the built Action in the workflow that users copy', async () => {
  const thread = github.as('ada').openIssue({ title: 'Wrong answer' });
  const { data } = await client.request(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    {
      ...place,
      workflow_id: 'branch-prod.yml',
      ref: 'main',
      inputs: workflowInputs({ id: '0123456789abcdef', thread, cases: [] }),
      return_run_details: true,
    },
  );
  const { workflow_run_id: id } = data as unknown as { workflow_run_id: number };
  const execution = await runner.execution(id);
  // The repository has no config: the Action says so, and its run fails.
  const { conclusion, log, exits, annotations } = await execution.outcome;
  expect(conclusion).toBe('failure');
  expect(exits).toMatchObject([
    { stage: 'main', code: 1 },
    { stage: 'post', code: 0 },
  ]);
  expect(annotations).toMatchObject([{ message: expect.stringContaining('config-missing') }]);
  for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);

  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const { data: run } = await client.request(route, { ...place, run_id: id });
  expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect(await outcomeOf(id)).toMatchObject({ kind: 'failed', order: '0123456789abcdef' });
  expect(github.invalidRequests).toEqual([]);
  expect(await execution.remaining()).toEqual([]);
});

/** What the run's artifact says, as the App reads it. */
async function outcomeOf(run: number) {
  const list = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const { data } = await client.request(list, { ...place, run_id: run });
  expect(data.artifacts.map(({ name }) => name)).toEqual(['branch-prod']);
  const { data: zip } = await client.request(
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    { ...place, artifact_id: data.artifacts[0]?.id ?? 0, archive_format: 'zip' },
  );
  const files = unzipSync(new Uint8Array(zip as ArrayBuffer));
  return outcomeSchema.parse(JSON.parse(strFromU8(files['outcome.json'] as Uint8Array)));
}
