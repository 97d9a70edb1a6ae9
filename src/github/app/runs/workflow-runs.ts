import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { errorStatus } from '../../error-status.ts';
import { isNotFound } from '../../is-not-found.ts';
import { parseRunTitle, type RunTitle } from '../../order.ts';
import type { Repository, Thread } from '../../thread.ts';
import { appLogin, type TaskTools } from '../tools.ts';

/** The workflow that runs investigations, in `.github/workflows/`. */
export const workflowFile = 'branch-prod.yml';

/** A run of the workflow that the App itself asked for. */
export interface WorkflowRun {
  readonly id: number;
  /** What the run's title says of its order. */
  readonly title: RunTitle;
  /** Whether it has ended. */
  readonly isOver: boolean;
  /** GitHub's conclusion of a run that ended: `success`, `cancelled`, `timed_out`, … */
  readonly conclusion: string | undefined;
  /** Its page on GitHub. */
  readonly url: string;
}

/** GitHub's states of a run that has not ended. */
const activeStatuses = ['requested', 'queued', 'pending', 'waiting', 'in_progress'] as const;

/** The workflow's clock and GitHub's for events need not agree to the second. */
const CLOCK_SLACK_MS = 60_000;

/** How long GitHub may take to list a run that was started: so often is it asked, with this pause. */
const LOOKS = 4;
const LOOK_PAUSE_MS = 4000;

/** A run by its id; `undefined` if there is none, or the App did not ask for it. */
export async function readRun(
  { owner, repo }: Repository,
  id: number,
  tools: TaskTools,
): Promise<WorkflowRun | undefined> {
  try {
    const { data } = await tools.client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
      owner,
      repo,
      run_id: id,
    });
    return toOwnRun(data, tools);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * The run of an order, the newest if there are several.
 *
 * @param order.orderedAt an instant before which it can't have begun
 */
export async function findRun(
  repository: Repository,
  order: { id: string; orderedAt: string },
  tools: TaskTools,
): Promise<WorkflowRun | undefined> {
  const since = Date.parse(order.orderedAt) - CLOCK_SLACK_MS;
  // GitHub lists the newest first.
  for await (const raw of listRuns(repository, {}, tools)) {
    if (Date.parse(raw.created_at) < since) return undefined;
    const run = toOwnRun(raw, tools);
    if (run?.title.id === order.id) return run;
  }
  return undefined;
}

/** {@link findRun}, asked for until GitHub lists the run, for some seconds. */
export async function awaitRun(
  repository: Repository,
  order: { id: string; orderedAt: string },
  tools: TaskTools,
): Promise<WorkflowRun | undefined> {
  for (let look = 1; ; look++) {
    const run = await findRun(repository, order, tools);
    if (run !== undefined || look === LOOKS) return run;
    await tools.wait(LOOK_PAUSE_MS);
  }
}

/** The runs of a thread that have not ended. */
export async function activeRuns(thread: Thread, tools: TaskTools): Promise<WorkflowRun[]> {
  const found = new Map<number, WorkflowRun>();
  for (const status of activeStatuses) {
    for await (const raw of listRuns(thread, { status }, tools)) {
      const run = toOwnRun(raw, tools);
      if (run?.title.thread === thread.number && !run.isOver) found.set(run.id, run);
    }
  }
  return [...found.values()];
}

/** Asks GitHub to cancel a run, whose Action then cleans up. Does nothing to a run that has ended. */
export async function cancelRun(
  { owner, repo }: Repository,
  id: number,
  { client }: Pick<TaskTools, 'client'>,
): Promise<void> {
  try {
    await client.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', {
      owner,
      repo,
      run_id: id,
    });
  } catch (error) {
    // 409: it has ended meanwhile.
    if (errorStatus(error) !== 409 && !isNotFound(error)) throw error;
  }
}

async function* listRuns(
  { owner, repo }: Repository,
  filter: { status?: (typeof activeStatuses)[number] },
  { client }: Pick<TaskTools, 'client'>,
): AsyncGenerator<RawRun, void> {
  const pages = composePaginateRest.iterator(
    client,
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    {
      owner,
      repo,
      workflow_id: workflowFile,
      event: 'workflow_dispatch',
      per_page: 100,
      ...filter,
    },
  );
  try {
    for await (const { data } of pages) yield* data;
  } catch (error) {
    // There is no such workflow.
    if (!isNotFound(error)) throw error;
  }
}

interface RawRun {
  readonly id: number | bigint;
  readonly path: string;
  readonly event: string;
  readonly display_title: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly html_url: string;
  readonly created_at: string;
  readonly actor?: { readonly login: string } | null | undefined;
}

/**
 * Whoever has write access can dispatch the workflow, too, also a changed one from another branch, and with a title
 * that carries any order. Only a run that GitHub says the App started speaks for an order.
 */
function toOwnRun(run: RawRun, tools: TaskTools): WorkflowRun | undefined {
  const title = parseRunTitle(run.display_title);
  const isOwn =
    run.event === 'workflow_dispatch' &&
    run.path.split('@', 1)[0] === `.github/workflows/${workflowFile}` &&
    run.actor?.login === appLogin(tools);
  if (title === undefined || !isOwn) return undefined;
  return {
    id: Number(run.id),
    title,
    isOver: run.status === 'completed',
    conclusion: run.conclusion ?? undefined,
    url: run.html_url,
  };
}
