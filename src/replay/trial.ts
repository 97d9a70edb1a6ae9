import { BranchProdError } from '../errors.ts';
import type { Trial } from '../investigation/result.ts';
import { type AnswerSettings, readAnswer } from './answer.ts';
import { type Assertion, evaluate } from './assertions.ts';
import type { TrialRequest } from './request.ts';
import { sendRequest } from './send-request.ts';

/**
 * One repetition: sends the request, reads the answer, judges it.
 * What keeps the answer from being judged makes the trial an error, which is no failure of the case.
 * `timeoutMs` are milliseconds until the whole answer must have come.
 *
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function runTrial(options: {
  request: TrialRequest;
  settings: AnswerSettings;
  assertions: readonly Assertion[];
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
  timeoutMs: number;
}): Promise<Trial> {
  const { settings, assertions, ...sending } = options;
  const start = performance.now();
  let seen: Pick<Trial, 'answer' | 'retrieved'> = { answer: '', retrieved: [] };
  let failed: string[] = [];
  let error: string | undefined;
  try {
    seen = readAnswer(await sendRequest(sending), settings);
    failed = evaluate(assertions, seen.answer);
  } catch (cause) {
    if (!(cause instanceof BranchProdError) || cause.code !== 'replay-failed') throw cause;
    error = `${cause.message} ${cause.nextStep}`;
  }
  return {
    ok: error === undefined && failed.length === 0,
    ...seen,
    durationMs: Math.round(performance.now() - start),
    model: {},
    failed,
    ...(error !== undefined && { error }),
  };
}
