import type { Causes } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { levelRate } from '../wording.ts';
import { codeCell, codeSpan } from './code.ts';
import { limitedList, limitedTable } from './limited.ts';

/** What was replayed with one thing changed at a time: what decides it, what was not changed, and all levels. */
export function causeBlocks({ rows, sentences, notVaried }: Causes, textLimit: number): string[] {
  const said = [...sentences, ...notVaried].map((text) => codeSpan(cutText(text, textLimit)));
  return [
    '**Causes**, one thing changed at a time:',
    ...(said.length === 0 ? [] : [limitedList(said)]),
    ...(rows.length === 0 ? [] : levelsTable(rows, textLimit)),
  ];
}

/** A variable is named in the row of its first level, which is how it was. */
function levelsTable(rows: Causes['rows'], textLimit: number): string[] {
  return limitedTable(
    [
      {
        title: 'variable',
        of: ({ variable }, index) => (variable === rows[index - 1]?.variable ? '' : variable),
      },
      { title: 'level', of: ({ level }) => codeCell(cutText(level, textLimit)) },
      { title: 'failures', align: 'right', of: (row) => `${row.failures}/${row.judged}` },
      { title: 'rate', of: levelRate },
      { title: 'decides it', of: ({ decides }) => (decides ? '**yes**' : '') },
    ],
    rows,
  );
}
