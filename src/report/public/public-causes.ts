import type { Causes } from '../../investigation/result.ts';
import { only } from './only.ts';
import { ownSentences } from './own-sentences.ts';
import { identifier, notShown } from './public-identifier.ts';

/** Causes as everybody may see them: levels that are identifiers or ours, and sentences that name no others. */
export function publicCauses(causes: Causes): Causes {
  return {
    ...only(causes, 'case'),
    rows: causes.rows.map(publicCauseRow),
    sentences: causes.sentences.filter((sentence) => ownSentence.test(sentence)),
    notVaried: causes.notVaried.filter((sentence) => ownReason.test(sentence)),
  };
}

/** One level; a model is called what the application calls it. */
export function publicCauseRow(row: Causes['rows'][number]): Causes['rows'][number] {
  return {
    ...only(row, 'variable', 'failures', 'judged', 'rate', 'interval', 'pValue', 'decides'),
    level: ownLevel.test(row.level) ? row.level : notShown,
  };
}

const level = [
  ...['all records', 'no culprit', 'the indexes', 'exact search'],
  ...[String.raw`\d+ rows? instead of \d+`, '(?:half|twice) as many rows'],
  ...["the application's settings", 'temperature 0'],
  `(?:the (?:prompts|data) of )?${identifier}`,
].join('|');

const share = String.raw`\d+/\d+ with (?:${level})`;

const ownLevel = new RegExp(`^(?:${level})$`);

/** All that is said of what decides it. */
const ownSentence = ownSentences([
  `(?:The prompt|The model version|The data|How rows are retrieved|The model's settings) decides it: ${share}(?:, ${share})*`,
  'Nothing that was changed decides it',
  `With (?:${level}) there was no answer to judge`,
  String.raw`Whether (?:${level}) makes a difference is open \(\d+/\d+\)(?:: about \d+ more trials? with each would tell)?`,
]);

/** All that is said of why something was not changed. */
const ownReason = ownSentences([
  `The prompt was not changed: the prompts of ${identifier} are the same`,
  'The prompt was not changed: no base was named',
  'The model and its settings were not changed: no call to a model was seen',
  String.raw`The model was not changed: ai\.models pins no alias to it, and no other was named`,
  `The model was not changed to ${identifier}: ${identifier}(?:, ${identifier})* answered, as before`,
  'The data was not changed: there is no culprit, and no other instant was named',
  'How many rows are retrieved was not changed: no statement was seen that retrieves with a LIMIT',
]);
