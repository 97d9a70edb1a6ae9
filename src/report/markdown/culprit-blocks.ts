import type { RecordReference, Result, Trial } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { culpritMeasures, recordKey } from '../wording.ts';
import { codeBlock, codeCell, codeSpan } from './code.ts';
import { limitedTable } from './limited.ts';
import { retrievedTable } from './retrieved-table.ts';

type FoundCulprit = NonNullable<Result['culprit']>;

/** What was looked for as the culprit of one case: what is known of it, its records and those beside it. */
export function culpritBlocks(culprit: FoundCulprit, textLimit: number): string[] {
  const { records, sentence } = culprit;
  const found = records.length === 0 ? '**Culprit**, none found' : '**Culprit**';
  const said = sentence === undefined ? '' : ` ${codeSpan(cutText(sentence, textLimit))}`;
  return [
    `${found}:${said}`,
    ...recordsTable(culprit, textLimit),
    `${culpritMeasures(culprit).replace(/^./, (first) => first.toUpperCase())}.`,
  ];
}

/** What the application answers without the culprit, and from which records; nothing if that is not known. */
export function answerWithoutBlocks({ trialWithout }: FoundCulprit, textLimit: number): string[] {
  if (trialWithout === undefined) return [];
  const { answer, retrieved } = trialWithout;
  return [
    // Empty in what everybody may see.
    ...(answer === ''
      ? []
      : ['**Answer without the culprit**:', codeBlock(cutText(answer, textLimit))]),
    ...(retrieved.length === 0
      ? []
      : [
          '**Retrieved without the culprit**:',
          ...retrievedTable(inRankOrder(retrieved), textLimit),
        ]),
  ];
}

function recordsTable(culprit: FoundCulprit, textLimit: number): string[] {
  const { records, alternatives = [], movedIn = [] } = culprit;
  const named = (what: string) => (record: RecordReference) => ({ what, ...record });
  const rows = [
    ...records.map(named('culprit')),
    ...alternatives.flatMap((set, index) => set.map(named(`alternative ${index + 1}`))),
    ...movedIn.map(named('moved in')),
  ];
  if (rows.length === 0) return [];
  const cell = (text: string) => codeCell(cutText(text, textLimit));
  return limitedTable(
    [
      { title: 'record', of: ({ what }) => what },
      { title: 'table', of: ({ table }) => cell(table) },
      { title: 'key', of: (row) => cell(recordKey(row)) },
    ],
    rows,
  );
}

function inRankOrder(records: Trial['retrieved']): Trial['retrieved'] {
  return records.toSorted((one, other) => one.rank - other.rank);
}
