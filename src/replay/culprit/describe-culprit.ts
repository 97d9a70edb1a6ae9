import type { Culprit } from '../../investigation/result.ts';
import { counted } from '../counted.ts';
import type { Counts } from '../fisher.ts';

/** Why nothing may have been decided. */
export interface Doubt {
  /** How many trials without a failure a probe needs. */
  readonly trialsNeeded: number;
  readonly maxTrials: number;
  /** Whether what was found looked worse when it was tried again. */
  readonly isUnconfirmed: boolean;
}

/** What was found, for people. It names no record: who may read their keys is for the reports to decide. */
export function describeCulprit(culprit: Omit<Culprit, 'sentence'>, doubt: Doubt): string {
  switch (culprit.verdict) {
    case 'found':
      return describeFound(culprit);
    case 'not-the-data':
      return describeInnocence(culprit);
    case 'undecided':
      return describeDoubt(culprit, doubt);
  }
}

function describeFound(culprit: Omit<Culprit, 'sentence'>): string {
  const { records, alternatives, together, sufficient, movedIn, candidates } = culprit;
  const one = records.length === 1;
  const it = one ? 'it' : `these ${records.length} records`;
  const isGone = culprit.without?.failures === 0;
  const sentences = [
    `Without ${it} the ${isGone ? 'failure is gone' : 'case fails less often'}: ${failed(culprit.without)}, ${failed(culprit.with)} with ${one ? 'it' : 'them'}.`,
  ];
  if (sufficient && candidates > records.length) {
    const alone = one ? 'It alone is enough' : 'They alone are enough';
    sentences.push(`${alone}: without all other candidates the case fails as before.`);
  }
  const others = counted(alternatives.length, 'alternative');
  if (alternatives.length > 0 && together) {
    sentences.push(`It takes the ${others} as well: to remove any one of them helps too.`);
  } else if (alternatives.length > 0) {
    sentences.push(
      `To remove any one of the ${others} helps too: how much reaches the prompt may decide it, rather than one record.`,
    );
  }
  if (!culprit.minimal) sentences.push('Fewer of them may do; the probes did not tell.');
  if (movedIn.length > 0) {
    sentences.push(`${counted(movedIn.length, 'record')} moved in and did no harm.`);
  }
  return sentences.join(' ');
}

function describeInnocence({ candidates, movedIn, without }: Omit<Culprit, 'sentence'>): string {
  if (candidates === 0) return 'No record reached the prompt: the data is not the cause.';
  const all = counted(candidates, 'candidate');
  const moved = movedIn.length === 0 ? '' : ` and the ${movedIn.length} that moved in`;
  const fewer = candidates === 1 ? '' : ', and without each one, and all but one, of them too';
  return `Without the ${all}${moved} it still fails (${failed(without)})${fewer}: the data is not the cause.`;
}

function describeDoubt(
  culprit: Omit<Culprit, 'sentence'>,
  { trialsNeeded, maxTrials, isUnconfirmed }: Doubt,
): string {
  if (culprit.with.failures === 0) {
    return culprit.probes === 0
      ? 'The case did not fail on all of the data: there is nothing to look for.'
      : `It did not fail when it was run on all of the data again (${failed(culprit.with)}): there is nothing to compare probes with.`;
  }
  if (trialsNeeded > maxTrials) {
    return `It fails too seldom (${failed(culprit.with)}): a probe would need ${trialsNeeded} trials, and ${maxTrials} are allowed.`;
  }
  if (isUnconfirmed) {
    return `What seemed to help was not confirmed: ${failed(culprit.without)} without it, ${failed(culprit.with)} with it.`;
  }
  if (culprit.without?.judged === 0) {
    return 'No trial without the candidates gave an answer to judge. See that the application makes new connections when its own are ended.';
  }
  return `Nothing is known to help, and not all that was tried could be decided: without the candidates ${failed(culprit.without)}, ${failed(culprit.with)} with them.`;
}

function failed(counts: Counts | undefined): string {
  return counts === undefined
    ? 'no trial was run'
    : `${counts.failures} of ${counted(counts.judged, 'trial')} failed`;
}
