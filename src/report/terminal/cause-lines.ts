import type { Causes } from '../../investigation/result.ts';
import { plainLine } from '../plain-text.ts';
import { levelRate } from '../wording.ts';
import type { Paint } from './paint.ts';
import type { Paragraph } from './paragraph.ts';
import { cutToWidth, widthOf } from './width.ts';

/** Columns that a level takes at most: a ref or a model's name may be as long as it likes. */
const maxLevelWidth = 40;

/**
 * What was replayed with one thing changed at a time: what decides it, a table of all levels, then what could not be
 * varied. A variable is named in the row of its first level, which is how it was.
 */
export function causeLines(causes: Causes, paragraph: Paragraph, paint: Paint): string[] {
  const { rows, sentences, notVaried } = causes;
  const table = [
    { cells: ['variable', 'level', 'failures', 'rate'], decides: false },
    ...rows.map((row, index) => ({ cells: cellsOf(row, rows[index - 1]), decides: row.decides })),
  ];
  const widths = [0, 1, 2].map((place) =>
    Math.max(...table.map(({ cells }) => widthOf(cells[place] ?? ''))),
  );
  return [
    ...paragraph(0, `Causes of ${plainLine(causes.case)}:`).map((line) => paint('bold', line)),
    ...sentences.flatMap((sentence) => paragraph(2, sentence)),
    // As it is where it is wider than the terminal: wrapped cells are no table.
    ...(rows.length === 0 ? [] : table).map(({ cells, decides }) => {
      const line =
        `  ${cells.map((cell, place) => padded(cell, widths[place])).join('  ')}`.trimEnd();
      return decides ? paint('bold', line) : line;
    }),
    ...notVaried.flatMap((sentence) => paragraph(2, sentence)),
  ];
}

type Row = Causes['rows'][number];

function cellsOf(row: Row, before: Row | undefined): string[] {
  const isFirst = row.variable !== before?.variable;
  return [
    isFirst ? row.variable : '',
    cutToWidth(plainLine(row.level), maxLevelWidth),
    `${row.failures}/${row.judged}`,
    row.decides ? `${levelRate(row)}  decides it` : levelRate(row),
  ];
}

function padded(cell: string, width = 0): string {
  return `${cell}${' '.repeat(Math.max(0, width - widthOf(cell)))}`;
}
