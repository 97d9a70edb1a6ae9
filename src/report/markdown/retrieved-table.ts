import type { RetrievedRecord } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { formatDistance, inPrompt, recordKey } from '../wording.ts';
import { codeCell } from './code.ts';
import { type Column, limitedTable } from './limited.ts';

/** Retrieved records in rank order as a table's Markdown blocks. */
export function retrievedTable(records: readonly RetrievedRecord[], textLimit: number): string[] {
  const cell = (text: string) => codeCell(cutText(text, textLimit));
  const columns: Column<RetrievedRecord>[] = [
    { title: 'rank', align: 'right', of: ({ rank }) => String(rank) },
    { title: 'table', of: ({ table }) => cell(table) },
    { title: 'key', of: (record) => cell(recordKey(record)) },
    ...tapColumns.filter(({ isKnown }) => records.some(isKnown)),
  ];
  return limitedTable(columns, records);
}

/** What only taps know. */
const tapColumns: (Column<RetrievedRecord> & { isKnown: (record: RetrievedRecord) => boolean })[] =
  [
    {
      title: 'distance',
      align: 'right',
      isKnown: ({ distance }) => distance !== undefined,
      of: ({ distance }) => (distance === undefined ? '' : formatDistance(distance)),
    },
    {
      title: 'in the prompt',
      isKnown: ({ reached }) => reached !== undefined,
      of: (record) => inPrompt(record) ?? '',
    },
  ];
