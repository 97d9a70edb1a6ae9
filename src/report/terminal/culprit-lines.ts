import type { ReplayResult, Result } from '../../investigation/result.ts';
import { plainLine } from '../plain-text.ts';
import { summarizeReplay } from '../replay-summary.ts';
import { culpritMeasures, recordName } from '../wording.ts';
import type { Paint } from './paint.ts';
import type { Paragraph } from './paragraph.ts';
import { recordLine } from './record-line.ts';

const maxRecords = 20;

/**
 * What was looked for as the culprit of one case: its records first, or that there are none, then how it is known, and
 * the answers with and without it.
 *
 * @param replay of the case, where it is known
 */
export function culpritLines(
  culprit: NonNullable<Result['culprit']>,
  replay: ReplayResult | undefined,
  { paragraph, paint }: { paragraph: Paragraph; paint: Paint },
): string[] {
  const { records, alternatives = [], movedIn = [], sentence } = culprit;
  const names = records.length === 0 ? 'none found' : namesOf(records);
  const of = culprit.case === undefined ? '' : ` of ${plainLine(culprit.case)}`;
  return [
    ...paragraph(0, `Culprit${of}: ${names}`).map((line) =>
      records.length === 0 ? paint('bold', line) : paint('bold', paint('red', line)),
    ),
    ...(sentence === undefined ? [] : paragraph(2, sentence)),
    ...answerLines(culprit, replay, { paragraph, paint }),
    ...alternatives.flatMap((set) => paragraph(2, `alternative: ${namesOf(set)}`)),
    ...(movedIn.length === 0 ? [] : paragraph(2, `moved in: ${namesOf(movedIn)}`)),
    ...paragraph(2, culpritMeasures(culprit)),
  ];
}

/** The wrong answer and a right one, and what the right one may stand on, since it may cite it by its rank. */
function answerLines(
  { trialWithout }: NonNullable<Result['culprit']>,
  replay: ReplayResult | undefined,
  { paragraph, paint }: { paragraph: Paragraph; paint: Paint },
): string[] {
  if (trialWithout === undefined) return [];
  const wrong = replay && summarizeReplay(replay).answer?.value;
  // Empty in what everybody may see.
  const answer = (title: string, colour: 'red' | 'green', text = '') =>
    text === ''
      ? []
      : [...paragraph(2, title), ...paragraph(4, text).map((line) => paint(colour, line))];
  const retrieved = trialWithout.retrieved.toSorted((one, other) => one.rank - other.rank);
  return [
    ...answer('answer with the culprit:', 'red', wrong),
    ...answer('answer without the culprit:', 'green', trialWithout.answer),
    ...(retrieved.length === 0 ? [] : paragraph(2, 'retrieved without the culprit:')),
    ...retrieved
      .slice(0, maxRecords)
      .flatMap((record) => paragraph(4, plainLine(recordLine(record)))),
    ...(retrieved.length > maxRecords
      ? paragraph(4, `… and ${retrieved.length - maxRecords} more`)
      : []),
  ];
}

function namesOf(records: readonly Parameters<typeof recordName>[0][]): string {
  const more = records.length - maxRecords;
  const shown = records.slice(0, maxRecords).map((record) => plainLine(recordName(record)));
  return more > 0 ? `${shown.join('; ')}; ${more} more` : shown.join('; ');
}
