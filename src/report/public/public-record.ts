import type { RecordReference } from '../../investigation/result.ts';
import { publicIdentifier } from './public-identifier.ts';

/** The name of a row; the application may give the keys of the rows that it retrieved, and may give anything. */
export function publicRecord({ table, key }: RecordReference): RecordReference {
  const columns = Object.entries(key).map(([column, value]) => [
    publicIdentifier(column),
    typeof value === 'number' ? value : publicIdentifier(value),
  ]);
  return { table: publicIdentifier(table), key: Object.fromEntries(columns) };
}
