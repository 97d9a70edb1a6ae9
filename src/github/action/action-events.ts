import { chooseEngine } from '../../engines/choose-engine.ts';
import { describeFailure } from '../../investigation/describe-failure.ts';
import type { InvestigationEvent } from '../../investigation/event.ts';
import type { HeldPreview } from '../../investigation/hold-preview.ts';
import { investigate } from '../../investigation/investigate.ts';
import { endOrphanedPreview } from '../../preview/end-orphaned-preview.ts';
import { programVersion } from '../../program-version.ts';
import { formatThread } from '../thread.ts';
import type { ActionRequest } from './action-request.ts';
import { convertFailure } from './convert-failure.ts';
import type { Prepared } from './prepare.ts';
import type { RunContext } from './run-context.ts';

/**
 * The events of the investigation that was asked for. What fails before it can begin fails its first step.
 *
 * @param options.state the engine's folder.
 * @param options.hold keeps branch and preview up after the result until it resolves.
 */
export async function* actionEvents(options: {
  readonly prepare: () => Promise<Prepared>;
  readonly context: RunContext;
  readonly request: ActionRequest;
  readonly state: string;
  readonly signal: AbortSignal;
  readonly hold?: ((held: HeldPreview) => Promise<void>) | undefined;
}): AsyncGenerator<InvestigationEvent, void> {
  const { context, request, state, signal, hold } = options;
  const started = performance.now();
  let prepared: Prepared;
  try {
    signal.throwIfAborted();
    prepared = await options.prepare();
  } catch (error) {
    const { code, message, nextStep } = describeFailure(convertFailure(error), signal);
    yield { type: 'step-started', step: 'config', atMs: 0 };
    const atMs = Math.round(performance.now() - started);
    yield { type: 'failed', step: 'config', atMs, code, message, nextStep };
    return;
  }
  const { loaded, commits, cases } = prepared;
  const { repository, workspace } = context;
  const { thread: number, at, ask, alternatives } = request;
  yield* investigate(
    {
      repository: workspace,
      ...(number !== undefined && { thread: formatThread({ ...repository, number }) }),
      ref: commits.head,
      base: commits.base,
      trials: request.trials,
      ...(at !== undefined && { at: new Date(at) }),
      ask,
      alternatives: alternatives && {
        models: alternatives.models,
        instants: alternatives.instants.map((instant) => new Date(instant)),
        prompts: commits.prompts,
      },
    },
    {
      loadConfig: async () => loaded,
      loadCases: async () => [...cases],
      chooseEngine: (choice) => chooseEngine(choice, { state, endPreview: endOrphanedPreview }),
      fetch,
      programVersion: programVersion(),
      hold,
    },
    signal,
  );
}
