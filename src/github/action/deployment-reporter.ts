import type { InvestigationEvent } from '../../investigation/event.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { GitHubClient } from '../client.ts';
import { deploymentTask, environmentOf } from '../deployments.ts';
import type { Thread } from '../thread.ts';
import { overallVerdict } from './overall-verdict.ts';

/** GitHub's limit for a status's description. */
const longestDescription = 140;

type State = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

/** What names a deployment's statuses and where they link. */
export interface DeploymentSettings {
  readonly client: GitHubClient;
  readonly thread: Thread;
  /** The id of the order. */
  readonly order: string;
  /** The workflow run's number and page. */
  readonly run: number;
  readonly runUrl: string;
}

/**
 * Shows an investigation as a deployment of its commit to the environment `branch-prod/<thread>`: `in_progress` when
 * the snapshot begins, `success` with the preview's address as soon as that answers, `success` again with the verdict,
 * or `failure`.
 *
 * @param options.commit the full id of the previewed commit; asked for after the step `config`.
 * @param options.onCreated gets GitHub's id of the deployment.
 */
export function deploymentReporter(
  settings: DeploymentSettings,
  options: { commit: () => string; onCreated: (deployment: number) => void },
): Reporter & { /** Says that the preview is gone. */ end(): Promise<void> } {
  let deployment: number | undefined;
  let url: string | undefined;

  async function set(state: State, description: string) {
    if (deployment === undefined) return;
    const address = state === 'success' && url !== undefined ? { url } : {};
    await setDeploymentStatus(settings, deployment, { state, description, ...address });
  }
  async function on(event: InvestigationEvent) {
    if (event.type === 'step-started' && event.step === 'snapshot') {
      deployment = await createDeployment(settings, options.commit());
      options.onCreated(deployment);
      await set('in_progress', 'The snapshot is made.');
    } else if (event.type === 'finding' && event.finding.kind === 'preview') {
      url = event.finding.url;
      await set('success', 'The preview answers; the cases are replayed.');
    } else if (event.type === 'finished') {
      url = event.result.preview.url;
      await set('success', overallVerdict(event.result.replays));
    } else if (event.type === 'failed') {
      await set(event.code === 'interrupted' ? 'inactive' : 'failure', `${event.code}, no verdict`);
    }
  }
  return { on, end: () => set('inactive', 'The preview has ended.') };
}

/** Adds a status; `url` is the preview's. */
export async function setDeploymentStatus(
  { client, thread, runUrl }: Pick<DeploymentSettings, 'client' | 'thread' | 'runUrl'>,
  deployment: number,
  { state, description, url }: { state: State; description: string; url?: string },
): Promise<void> {
  const { owner, repo } = thread;
  await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    owner,
    repo,
    deployment_id: deployment,
    state,
    description: description.slice(0, longestDescription),
    log_url: runUrl,
    ...(url !== undefined && { environment_url: url }),
  });
}

async function createDeployment(
  { client, thread, order, run }: DeploymentSettings,
  commit: string,
): Promise<number> {
  const { owner, repo, number } = thread;
  const { data } = await client.request('POST /repos/{owner}/{repo}/deployments', {
    owner,
    repo,
    ref: commit,
    environment: environmentOf(thread),
    task: deploymentTask,
    description: `branch-prod for #${number}`,
    payload: { order, thread: number, run },
    auto_merge: false,
    required_contexts: [],
    transient_environment: true,
    production_environment: false,
  });
  // GitHub answers 202 with a message when it merged instead, which `auto_merge: false` rules out.
  if (!('id' in data)) throw new Error('GitHub made no deployment');
  return Number(data.id);
}
