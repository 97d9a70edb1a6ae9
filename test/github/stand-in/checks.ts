import {
  ApiError,
  type ApiRequest,
  type ApiResponse,
  found,
  type Handlers,
  idOf,
  notFound,
  page,
} from './api.ts';
import { commitOf, presentSimpleCommit, readCommit } from './commits.ts';
import { presentCheckRun, presentSuite } from './present-check.ts';
import { type CheckRun, type RepositoryState, timestamp, type User } from './state.ts';
import type { World } from './world.ts';

/** Check runs. */
export const checkHandlers = {
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': async (request) => {
    const sha = await commitOf(request.repository, request.path.ref ?? '');
    const app = request.query.app_id;
    return listCheckRuns(
      request,
      (run) => run.headSha === sha && (app === undefined || run.app.id === Number(app)),
    );
  },

  'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs': (request) => {
    const suite = idOf(request, 'check_suite_id');
    const isKnown = [...request.repository.checkRuns.values()].some((run) => run.suite === suite);
    if (!isKnown) throw notFound();
    return listCheckRuns(request, (run) => run.suite === suite);
  },

  'POST /repos/{owner}/{repo}/check-runs': async (request) => {
    const { world, repository, identity, body } = request;
    const sha = await commitOf(repository, body.head_sha as string);
    const siblings = [...repository.checkRuns.values()].filter(
      (run) => run.headSha === sha && run.app.id === identity.appId,
    );
    const run: CheckRun = {
      id: world.nextId(),
      suite: siblings[0]?.suite ?? world.nextId(),
      app: identity.app,
      headSha: sha,
      annotations: [],
      name: body.name as string,
      status: 'queued',
      conclusion: null,
      startedAt: timestamp(),
      completedAt: null,
      externalId: '',
      detailsUrl: null,
      output: { title: null, summary: null, text: null },
      actions: [],
    };
    repository.checkRuns.set(run.id, run);
    change(run, body);
    announceCheck(world, repository, run, 'created', identity.user);
    if (run.status === 'completed') {
      announceCheck(world, repository, run, 'completed', identity.user);
    }
    return { status: 201, json: presentCheckRun(world, repository, run) };
  },

  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': (request) => ({
    status: 200,
    json: present(request)(checkRunOf(request)),
  }),

  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': (request) => {
    const { world, repository, identity } = request;
    const run = checkRunOf(request);
    if (run.app.id !== identity.appId) {
      throw new ApiError(
        403,
        `Invalid app_id \`${identity.appId}\` - check run can only be modified by the GitHub App that created it.`,
      );
    }
    const wasCompleted = run.status === 'completed';
    change(run, request.body);
    if (run.status === 'completed' && !wasCompleted) {
      announceCheck(world, repository, run, 'completed', identity.user);
    }
    return { status: 200, json: presentCheckRun(world, repository, run) };
  },
} satisfies Handlers;

/** The newest first, and of each name only the newest unless all are asked for. */
function listCheckRuns(
  request: ApiRequest,
  isWanted: (run: CheckRun) => boolean,
): Promise<ApiResponse> {
  const { check_name: name, status, filter = 'latest' } = request.query;
  const runs = [...request.repository.checkRuns.values()]
    .filter(isWanted)
    .filter((run) => name === undefined || run.name === name)
    .filter((run) => status === undefined || run.status === status)
    .toReversed();
  const isLatest = (run: CheckRun) =>
    runs.find((other) => other.suite === run.suite && other.name === run.name) === run;
  const listed = filter === 'all' ? runs : runs.filter(isLatest);
  return page(request, listed, present(request), 'check_runs');
}

/** Announces that somebody asked for all of an app's check runs of a commit again; only that app is asked. */
export async function announceSuite(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
  sender: User,
): Promise<void> {
  if (run.app.id !== world.app.id) return;
  const commit = await readCommit(repository.gitDirectory, run.headSha);
  const suite = presentSuite(world, repository, run);
  const runs = [...repository.checkRuns.values()].filter((other) => other.suite === run.suite);
  world.webhooks.announce('check_suite', {
    repository,
    sender,
    isAlwaysSent: true,
    payload: {
      action: 'rerequested',
      check_suite: {
        ...suite,
        latest_check_runs_count: new Set(runs.map(({ name }) => name)).size,
        check_runs_url: `${suite.url}/check-runs`,
        head_commit: presentSimpleCommit(commit),
      },
    },
  });
}

/** Announces a check run; re-runs and buttons go only to the app that owns it. */
export function announceCheck(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested' | 'requested_action',
  sender: User,
  more: Record<string, unknown> = {},
): void {
  const isAsked = action === 'rerequested' || action === 'requested_action';
  if (isAsked && run.app.id !== world.app.id) return;
  world.webhooks.announce('check_run', {
    repository,
    sender,
    // Whoever may write checks is asked, subscribed or not.
    isAlwaysSent: isAsked,
    payload: {
      action,
      check_run: {
        ...presentCheckRun(world, repository, run),
        check_suite: presentSuite(world, repository, run),
      },
      ...more,
    },
  });
}

function change(run: CheckRun, body: Readonly<Record<string, unknown>>): void {
  const { output, conclusion, status } = body as {
    output?: { annotations?: Record<string, unknown>[] } & CheckRun['output'];
    conclusion?: string;
    status?: string;
  };
  const nextStatus = conclusion === undefined ? status : 'completed';
  if (nextStatus === 'completed' && conclusion === undefined) {
    throw new ApiError(422, 'Invalid request.\n\n"conclusion" is required when completed.');
  }
  if (output !== undefined) {
    run.output = {
      title: output.title ?? run.output.title,
      summary: output.summary ?? run.output.summary,
      text: output.text ?? run.output.text,
    };
    // Each request adds to what is there, up to 50 at a time.
    run.annotations.push(...(output.annotations ?? []));
  }
  if (nextStatus !== undefined) {
    run.status = nextStatus;
    run.conclusion = conclusion ?? null;
    run.completedAt =
      nextStatus === 'completed'
        ? ((body.completed_at as string | undefined) ?? timestamp())
        : null;
  }
  run.name = (body.name as string | undefined) ?? run.name;
  run.startedAt = (body.started_at as string | undefined) ?? run.startedAt;
  run.externalId = (body.external_id as string | undefined) ?? run.externalId;
  run.detailsUrl = (body.details_url as string | undefined) ?? run.detailsUrl;
  run.actions = (body.actions as CheckRun['actions'] | undefined) ?? run.actions;
}

function present({ world, repository }: ApiRequest): (run: CheckRun) => unknown {
  return (run) => presentCheckRun(world, repository, run);
}

function checkRunOf(request: ApiRequest): CheckRun {
  return found(request.repository.checkRuns.get(idOf(request, 'check_run_id')));
}
