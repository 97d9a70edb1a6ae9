import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import type { CheckOutput } from '../../../report/check.ts';
import type { Repository } from '../../thread.ts';
import type { TaskTools } from '../tools.ts';

/** Name of the check run, by which a branch protection can require it. */
const checkName = 'branch-prod';

/** A check run of ours. */
export interface Check {
  readonly id: number;
  /** The order that it shows. */
  readonly order: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  /** What has to be said with the result, one sentence each, in Markdown. */
  readonly notes: readonly string[];
}

/** How a check run ends; as much of {@link CheckOutput} as there is to say. */
export type CheckConclusion = Omit<CheckOutput, 'annotations'> & Partial<CheckOutput>;

/** How the check run of an order ends that a newer one has replaced. */
export const supersededConclusion: CheckConclusion = {
  conclusion: 'cancelled',
  title: 'Superseded',
  summary: 'A newer request of this thread took the place of this one.',
};

/** What GitHub sends back to us when somebody presses one: see `check` in task.ts. */
export const buttons = [
  { label: 'Replay', description: 'Replay the cases once more.', identifier: 'replay' },
  {
    label: 'Find culprit',
    description: 'Find the records behind the failure.',
    identifier: 'culprit',
  },
  { label: 'Destroy', description: 'Take branch and preview down.', identifier: 'destroy' },
];

/** An answer that was lost may have made a check run: whoever tries again has to look first. */
const lookFirst = { retries: 0 };

/** Our own check runs on a commit. Other apps can make some of the same name. */
export async function listChecks(
  { owner, repo }: Repository,
  head: string,
  { client, app }: Pick<TaskTools, 'client' | 'app'>,
): Promise<Check[]> {
  const runs = await composePaginateRest(
    client,
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { owner, repo, ref: head, check_name: checkName, filter: 'all', app_id: app.id, per_page: 100 },
  );
  return runs
    .filter((run) => run.app?.id === app.id && run.head_sha === head)
    .map((run) => ({
      id: Number(run.id),
      order: run.external_id ?? '',
      status: statusOf(run.status),
      notes: readNotes(run.output.text ?? ''),
    }));
}

/** The check run of an order on a commit. */
export async function findCheck(
  repository: Repository,
  { head, order }: { head: string; order: string },
  tools: Pick<TaskTools, 'client' | 'app'>,
): Promise<Check | undefined> {
  return (await listChecks(repository, head, tools)).find((check) => check.order === order);
}

/** Makes the check run of an order that waits for its run. */
export async function createQueuedCheck(
  { owner, repo }: Repository,
  { head, order, notes }: { head: string; order: string; notes: readonly string[] },
  { client }: Pick<TaskTools, 'client'>,
): Promise<Check> {
  const { data } = await client.request('POST /repos/{owner}/{repo}/check-runs', {
    owner,
    repo,
    name: checkName,
    head_sha: head,
    external_id: order,
    request: lookFirst,
    status: 'queued',
    output: {
      title: 'Queued',
      summary: 'The replays begin as soon as a runner is free.',
      ...(notes.length > 0 && { text: formatNotes(notes) }),
    },
  });
  return { id: Number(data.id), order, status: 'queued', notes };
}

/** Makes a check run that is over at once. */
export async function createConcludedCheck(
  { owner, repo }: Repository,
  { head, order }: { head: string; order: string },
  { conclusion, title, summary }: CheckConclusion,
  { client, now }: Pick<TaskTools, 'client' | 'now'>,
): Promise<void> {
  await client.request('POST /repos/{owner}/{repo}/check-runs', {
    owner,
    repo,
    name: checkName,
    head_sha: head,
    external_id: order,
    request: lookFirst,
    status: 'completed',
    conclusion,
    completed_at: now().toISOString(),
    output: { title, summary },
    actions: buttons,
  });
}

/** Shows that the run of a queued check has begun, and where to watch it. */
export async function beginCheck(
  { owner, repo }: Repository,
  check: Check,
  run: { url: string },
  { client, now }: Pick<TaskTools, 'client' | 'now'>,
): Promise<void> {
  await client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner,
    repo,
    check_run_id: check.id,
    status: 'in_progress',
    started_at: now().toISOString(),
    details_url: run.url,
  });
}

/** Ends a check run, with the buttons to go on. */
export async function concludeCheck(
  { owner, repo }: Repository,
  check: Check,
  { conclusion, title, summary, annotations = [] }: CheckConclusion,
  { client, now, run }: Pick<TaskTools, 'client' | 'now'> & { run?: { url: string } | undefined },
): Promise<void> {
  await client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner,
    repo,
    check_run_id: check.id,
    status: 'completed',
    conclusion,
    completed_at: now().toISOString(),
    ...(run !== undefined && { details_url: run.url }),
    output: { title, summary, annotations: [...annotations] },
    actions: buttons,
  });
}

/** GitHub has more states for checks of its own Actions. */
function statusOf(status: string): Check['status'] {
  return status === 'completed' || status === 'in_progress' ? status : 'queued';
}

function formatNotes(notes: readonly string[]): string {
  return notes.map((note) => `- ${note}`).join('\n');
}

/** Only the App can write its check runs, so that what it wrote there is what it finds. */
function readNotes(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
}
