import { join, resolve } from 'node:path';
import type { BranchEnd } from '../../engines/engine.ts';
import type { InvestigationEnd } from '../../investigation/event.ts';
import { holdPreview } from '../../investigation/hold-preview.ts';
import { publicEvent } from '../../report/public.ts';
import { createGitHubClient } from '../client.ts';
import { readRepositoryFacts } from '../repository-facts.ts';
import { actionEvents } from './action-events.ts';
import { isInterrupted, openActionReporting } from './action-reporting.ts';
import { type ActionRequest, actionRequest } from './action-request.ts';
import { attempt, safeMessage } from './attempt.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { jobFailure } from './job-failure.ts';
import { type KeptState, keepState } from './kept-state.ts';
import { maskPreviewToken } from './mask-preview-token.ts';
import { uploadOutcome, writeOutcome } from './outcome-files.ts';
import { overallVerdict } from './overall-verdict.ts';
import { type Prepared, prepare } from './prepare.ts';
import { type RunContext, readRunContext } from './run-context.ts';
import type { Runner } from './runner.ts';

/**
 * The Action's main step: from inputs to outputs. Fails the step at most once, and throws nothing.
 *
 * @param interruption aborted when the job is cancelled: everything is taken down, then this resolves.
 */
export async function runAction(runner: Runner, interruption: AbortSignal): Promise<void> {
  try {
    const inputs = readInputs(runner);
    const context = await readRunContext(runner.environment);
    const failure = await investigateAndReport(runner, { inputs, context, interruption });
    if (failure !== undefined) runner.setFailed(failure);
  } catch (error) {
    runner.setFailed(safeMessage(error));
  }
}

interface Start {
  readonly inputs: ActionInputs;
  readonly context: RunContext;
  readonly interruption: AbortSignal;
}

/** Why the job fails, if it does. */
async function investigateAndReport(
  runner: Runner,
  { inputs, context, interruption }: Start,
): Promise<string | undefined> {
  const { token, hold } = inputs;
  const request = actionRequest(inputs, context);
  const state = resolve(inputs.state ?? join(context.toolCache, 'branch-prod'));
  const keep = keeper(runner, request, state);
  const client = createGitHubClient({ token, baseUrl: context.apiUrl });
  const facts = readRepositoryFacts(client, context.repository);
  // What we can't ask about may be shown to everybody.
  const publicRepository = await facts.then(
    ({ isPublic }) => isPublic,
    () => true,
  );
  const superseded = new AbortController();
  const signal = AbortSignal.any([interruption, superseded.signal]);
  let prepared: Prepared | undefined;
  const reporting = await openActionReporting(runner, {
    client,
    context,
    request,
    publicRepository,
    hold,
    commit: () => (prepared as Prepared).commits.head,
    keep,
    onSuperseded: () => superseded.abort(),
  });
  let branchEnd: BranchEnd | undefined;
  const events = actionEvents({
    prepare: async () => {
      const { defaultBranch } = await facts;
      prepared = await prepare({ runner, client, context, request, defaultBranch, token });
      return prepared;
    },
    context,
    request,
    state,
    signal,
    hold: hold
      ? async (held) => {
          branchEnd = await holdPreview(held);
        }
      : undefined,
  });

  let end: InvestigationEnd | undefined;
  for await (const event of events) {
    maskPreviewToken(runner, event);
    const shown = publicRepository ? publicEvent(event) : event;
    if (shown === undefined) continue;
    if (shown.type !== 'finished' && shown.type !== 'failed') {
      reporting.on(shown);
    } else if (end === undefined) {
      end = shown;
      if (!isInterrupted(end)) await saveOutcome(runner, end, { request, context, keep });
      await reporting.conclude(end);
      keep({ isReported: true });
    } else {
      runner.warning('Not everything could be taken down; the next run removes what is left.');
    }
  }
  if (end?.type === 'finished') await reporting.takenDown(branchEnd);
  keep({ isOver: true });
  if (end !== undefined && !superseded.signal.aborted) return jobFailure(end, inputs.expect);
  runner.warning('A newer request for the same thread took over.');
  return undefined;
}

/** Keeps what the `post` step needs, from now on and after each change. */
function keeper(runner: Runner, { id, thread }: ActionRequest, stateFolder: string) {
  let state: KeptState = {
    order: id,
    ...(thread !== undefined && { thread }),
    stateFolder,
    isReported: false,
    isOver: false,
  };
  keepState(runner, state);
  return (change: Partial<KeptState>) => {
    state = { ...state, ...change };
    keepState(runner, state);
  };
}

/** Outputs and artifact: the App looks for the latter when it sees the end on the thread. */
async function saveOutcome(
  runner: Runner,
  end: InvestigationEnd,
  options: {
    request: ActionRequest;
    context: RunContext;
    keep: (change: Partial<KeptState>) => void;
  },
): Promise<void> {
  const { request, context, keep } = options;
  await attempt(runner, 'The artifact', async () => {
    const { temporary } = context;
    const files = await writeOutcome(end, { order: request.id, temporary });
    keep({ outcomeFolder: files.folder });
    if (end.type === 'finished') {
      runner.setOutput('verdict', overallVerdict(end.result.replays));
      runner.setOutput('preview-url', end.result.preview.url);
      runner.setOutput('report', files.result as string);
    }
    await uploadOutcome(runner, files);
  });
}
