import { describe, expect, it, vi } from 'vitest';
import { deploymentReporter } from '../../../src/github/action/deployment-reporter.ts';
import type { InvestigationEvent } from '../../../src/investigation/event.ts';
import { exampleResult } from '../../report/example-result.ts';
import { client, mockGitHub, useMockGitHub } from '../mock-github.ts';

useMockGitHub();
const commit = 'a'.repeat(40);
const runUrl = 'https://github.com/octo/shop/actions/runs/99';
const settings = {
  client,
  thread: { owner: 'octo', repo: 'shop', number: 12 },
  order: '0123456789abcdef',
  run: 99,
  runUrl,
};
const at = { atMs: 1 };
const snapshot: InvestigationEvent = { type: 'step-started', step: 'snapshot', ...at };
const url = 'https://p.example/?token=t';
const preview: InvestigationEvent = {
  type: 'finding',
  step: 'preview',
  finding: { kind: 'preview', url, expiresAt: '2026-01-01T00:00:00Z' },
  ...at,
};
const failed = (code: 'build-failed' | 'interrupted'): InvestigationEvent => ({
  type: 'failed',
  step: 'preview',
  code,
  message: 'secret output of the application',
  nextStep: 'x',
  ...at,
});

function expectCreation() {
  mockGitHub()
    .post('/repos/octo/shop/deployments', {
      ref: commit,
      environment: 'branch-prod/12',
      task: 'branch-prod',
      description: 'branch-prod for #12',
      payload: { order: settings.order, thread: 12, run: 99 },
      auto_merge: false,
      required_contexts: [],
      transient_environment: true,
      production_environment: false,
    })
    .reply(201, { id: 77 });
}
function expectStatuses(...statuses: object[]) {
  for (const status of statuses) {
    mockGitHub()
      .post('/repos/octo/shop/deployments/77/statuses', { ...status, log_url: runUrl })
      .reply(201, {});
  }
}
const begun = { state: 'in_progress', description: 'The snapshot is made.' };

async function report(...events: InvestigationEvent[]) {
  const onCreated = vi.fn();
  const reporter = deploymentReporter(settings, { commit: () => commit, onCreated });
  for (const event of events) await reporter.on(event);
  return { reporter, onCreated };
}

describe('the deployment', () => {
  it('goes from in_progress to the preview, the verdict, and inactive', async () => {
    expectCreation();
    expectStatuses(
      begun,
      {
        state: 'success',
        description: 'The preview answers; the cases are replayed.',
        environment_url: url,
      },
      {
        state: 'success',
        description: 'reproduced',
        environment_url: exampleResult.preview.url,
      },
      { state: 'inactive', description: 'The preview has ended.' },
    );
    const finished = { type: 'finished', result: exampleResult, ...at } as const;
    const { reporter, onCreated } = await report(snapshot, preview, finished);
    await reporter.end();
    expect(onCreated).toHaveBeenCalledExactlyOnceWith(77);
  });

  it('fails with the code, and nothing that the application said', async () => {
    expectCreation();
    expectStatuses(begun, { state: 'failure', description: 'build-failed, no verdict' });
    await report(snapshot, failed('build-failed'));
  });

  it('is inactive after an interruption', async () => {
    expectCreation();
    expectStatuses(begun, { state: 'inactive', description: 'interrupted, no verdict' });
    await report(snapshot, failed('interrupted'));
  });

  it('is not made for what fails before there is a commit', async () => {
    const { reporter, onCreated } = await report(failed('build-failed'));
    await reporter.end();
    expect(onCreated).not.toHaveBeenCalled();
  });

  it('that GitHub refuses gets no status', async () => {
    mockGitHub().post('/repos/octo/shop/deployments').reply(409, {});
    const reporter = deploymentReporter(settings, { commit: () => commit, onCreated: vi.fn() });
    await expect(reporter.on(snapshot)).rejects.toMatchObject({ status: 409 });
    await reporter.on(preview);
    await reporter.end();
  });
});
