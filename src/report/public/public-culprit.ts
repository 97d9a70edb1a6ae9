import type { Result } from '../../investigation/result.ts';
import { only } from './only.ts';
import { ownSentences } from './own-sentences.ts';
import { publicRecord } from './public-record.ts';
import { publicTrial } from './public-trial.ts';

type FoundCulprit = NonNullable<Result['culprit']>;

/** What was looked for as a culprit, as everybody may see it: of a sentence what we say ourselves. */
export function publicCulprit(culprit: FoundCulprit): FoundCulprit {
  const { records, alternatives, movedIn, trialWithout, sentence } = culprit;
  return {
    ...only(culprit, 'case', 'verdict', 'confidence'),
    ...only(culprit, 'necessary', 'sufficient', 'minimal', 'together'),
    ...only(culprit, 'candidates', 'with', 'without', 'probes', 'trials', 'durationMs'),
    ...(sentence !== undefined && ownSentence.test(sentence) && { sentence }),
    records: records.map(publicRecord),
    ...(alternatives && { alternatives: alternatives.map((set) => set.map(publicRecord)) }),
    ...(movedIn && { movedIn: movedIn.map(publicRecord) }),
    ...(trialWithout && { trialWithout: publicTrial(trialWithout) }),
  };
}

const failed = String.raw`(?:no trial was run|\d+ of \d+ trials? failed)`;

/** All that is said of a culprit. */
const ownSentence = ownSentences([
  String.raw`Without (?:it|these \d+ records) the (?:failure is gone|case fails less often): ${failed}, ${failed} with (?:it|them)`,
  '(?:It alone is|They alone are) enough: without all other candidates the case fails as before',
  String.raw`It takes the \d+ alternatives? as well: to remove any one of them helps too`,
  String.raw`To remove any one of the \d+ alternatives? helps too: how much reaches the prompt may decide it, rather than one record`,
  'Fewer of them may do; the probes did not tell',
  String.raw`\d+ records? moved in and did no harm`,
  'No record reached the prompt: the data is not the cause',
  String.raw`Without the \d+ candidates?(?: and the \d+ that moved in)? it still fails \(${failed}\)(?:, and without each one, and all but one, of them too)?: the data is not the cause`,
  'The case did not fail on all of the data: there is nothing to look for',
  String.raw`It did not fail when it was run on all of the data again \(${failed}\): there is nothing to compare probes with`,
  String.raw`It fails too seldom \(${failed}\): a probe would need \d+ trials, and \d+ are allowed`,
  `Nothing is known to help, and not all that was tried could be decided: without the candidates ${failed}, ${failed} with them`,
  `What seemed to help was not confirmed: ${failed} without it, ${failed} with it`,
  'No trial without the candidates gave an answer to judge',
  'See that the application makes new connections when its own are ended',
  'None of the rows that were retrieved can be taken away: they have no key, or are not in the branch',
]);
