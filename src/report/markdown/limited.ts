import { formatCount } from '../quantities.ts';

/** Rows of a table and items of a list that a reader still looks through. */
const maxRows = 20;

export interface Column<Row> {
  readonly title: string;
  /** Numbers stand on the right. */
  readonly align?: 'right';
  /** Markdown that fits into a cell. */
  readonly of: (row: Row, index: number) => string;
}

/** A table as Markdown blocks: the first rows, then how many there are more. */
export function limitedTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.slice(0, maxRows).map((row, index) => line(columns.map(({ of }) => of(row, index)))),
  ];
  return [table.join('\n'), ...moreThanShown(rows)];
}

/** A list of Markdown lines as one block: the first ones, then how many there are more. */
export function limitedList(items: readonly string[]): string {
  return [...items.slice(0, maxRows), ...moreThanShown(items)]
    .map((item) => `- ${item}`)
    .join('\n');
}

function moreThanShown(values: readonly unknown[]): string[] {
  const more = values.length - maxRows;
  return more > 0 ? [`… and ${formatCount(more)} more.`] : [];
}
