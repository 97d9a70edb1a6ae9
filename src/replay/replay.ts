import type { ReplayResult, Trial } from '../investigation/result.ts';
import type { AnswerSettings } from './answer.ts';
import type { Case } from './case.ts';
import { goesOn, type TrialPlan } from './goes-on.ts';
import { buildRequest, type RequestTemplate } from './request.ts';
import { type ModelKnowledge, runTrial, type Taps, type TrialOptions } from './trial.ts';
import { judge } from './verdict.ts';

const TRIAL_TIMEOUT_MS = 60_000;

/** The part of the config's `replay` that says how to ask the application and how to read its answer. */
export type ReplaySettings = AnswerSettings & { request: RequestTemplate };

/** What a case is replayed with. */
export interface ReplayOptions extends TrialPlan {
  readonly case: Case;
  readonly settings: ReplaySettings;
  readonly applicationUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  readonly taps?: Taps | undefined;
  readonly models?: ModelKnowledge | undefined;
  readonly mustQuery?: TrialOptions['mustQuery'];
  /** Hears of each trial as soon as it ended: its number from 1, and how many are planned by now. */
  readonly onTrial: (trial: Trial, number: number, of: number) => void;
}

/**
 * Runs a case against the application that answers at the origin of `applicationUrl`, one trial after another, and
 * judges them together: as often as the plan says, see {@link goesOn}.
 *
 * An application that crashes, hangs or answers nonsense makes trials errors, never an exception.
 *
 * @throws {BranchProdError} `case-invalid` before the first trial, when no request can be built from case and settings
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function replayCase(options: ReplayOptions): Promise<ReplayResult> {
  const { settings, fetch, signal, taps, models, mustQuery } = options;
  const { name, assert: assertions } = options.case;
  const request = buildRequest(settings.request, options.case, options.applicationUrl);
  const vars = varsOf(options.case);
  const trials: Trial[] = [];
  while (goesOn(trials, options)) {
    signal.throwIfAborted();
    const trial = await runTrial({
      ...{ request, settings, assertions, vars, fetch, signal, taps, models, mustQuery },
      timeoutMs: TRIAL_TIMEOUT_MS,
    });
    trials.push(trial);
    const of = Math.max(options.trials, trials.length + (goesOn(trials, options) ? 1 : 0));
    options.onTrial(trial, trials.length, of);
  }
  return { case: name, trials, ...judge(trials) };
}

function varsOf({ question, observed, expected }: Case): Record<string, string> {
  return {
    ...(question !== undefined && { question }),
    ...(observed !== undefined && { observed }),
    ...(expected !== undefined && { expected }),
  };
}
