import type { ReplayResult, Trial } from '../investigation/result.ts';
import type { AnswerSettings } from './answer.ts';
import type { Case } from './case.ts';
import { buildRequest, type RequestTemplate } from './request.ts';
import { runTrial } from './trial.ts';
import { judge } from './verdict.ts';

const TRIAL_TIMEOUT_MS = 60_000;

/** The part of the config's `replay` that says how to ask the application and how to read its answer. */
export type ReplaySettings = AnswerSettings & { request: RequestTemplate };

/**
 * Runs a case `trials` times, one after another, against the application that answers at the origin of
 * `applicationUrl`, and judges the trials together. `onTrial` hears of each as soon as it ended, with its number
 * from 1.
 *
 * An application that crashes, hangs or answers nonsense makes trials errors, never an exception.
 *
 * @throws {BranchProdError} `case-invalid` before the first trial, when no request can be built from case and settings
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function replayCase(options: {
  case: Case;
  settings: ReplaySettings;
  applicationUrl: string;
  trials: number;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
  onTrial: (trial: Trial, number: number) => void;
}): Promise<ReplayResult> {
  const { settings, fetch, signal } = options;
  const request = buildRequest(settings.request, options.case, options.applicationUrl);
  const trials: Trial[] = [];
  for (let number = 1; number <= options.trials; number++) {
    signal.throwIfAborted();
    const trial = await runTrial({
      request,
      settings,
      assertions: options.case.assert,
      fetch,
      signal,
      timeoutMs: TRIAL_TIMEOUT_MS,
    });
    trials.push(trial);
    options.onTrial(trial, number);
  }
  return { case: options.case.name, trials, ...judge(trials) };
}
