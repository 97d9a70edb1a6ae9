import { formatTableName, parseColumnName } from '../config/column-reference.ts';

/** The list, for the reviewer, of columns that no rule names because they hold no text; nothing if there are none. */
export function unlistedLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const tables = new Map<string, string[]>();
  for (const name of names) {
    const table = formatTableName(parseColumnName(name));
    tables.set(table, [...(tables.get(table) ?? []), name.slice(table.length + 1)]);
  }
  return [
    'No rule names these numbers, dates, booleans and the like, which stay as they are; look at them once:',
    ...[...tables].map(([table, columns]) => `  ${table}: ${columns.join(', ')}`),
  ];
}
