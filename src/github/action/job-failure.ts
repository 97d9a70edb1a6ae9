import type { InvestigationEnd } from '../../investigation/event.ts';
import type { Verdict } from '../../investigation/result.ts';
import { plainText } from '../../report/plain-text.ts';
import { overallVerdict } from './overall-verdict.ts';

/**
 * Why the job fails after this end, if it does: there is no verdict, any case has another verdict than the expected
 * one, or, where none was expected, the application gave no answer to judge.
 */
export function jobFailure(
  end: InvestigationEnd,
  expected: Verdict | undefined,
): string | undefined {
  if (end.type === 'failed') return plainText(`${end.code}: ${end.message}\n${end.nextStep}`);
  const { replays } = end.result;
  const verdict = overallVerdict(replays);
  if (expected === undefined) {
    return verdict === 'error' ? 'error: the application gave no answer to judge.' : undefined;
  }
  const others = replays.filter((replay) => replay.verdict !== expected);
  if (others.length === 0) return undefined;
  const list = others.map((replay) => `${replay.case} is ${replay.verdict}`).join(', ');
  return plainText(`${expected} was expected, but ${list}.`);
}
