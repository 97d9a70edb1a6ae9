import type { RecordReference } from '../../investigation/result.ts';
import { identityOf } from '../context/same-row.ts';

/** Each record once, where it stands first. */
export function distinct<T extends RecordReference>(records: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const record of records) {
    const identity = identityOf(record);
    if (!seen.has(identity)) seen.set(identity, record);
  }
  return [...seen.values()];
}

/** The records of the first list that the second doesn't have. */
export function without<T extends RecordReference>(
  records: readonly T[],
  removed: readonly RecordReference[],
): T[] {
  const gone = new Set(removed.map(identityOf));
  return records.filter((record) => !gone.has(identityOf(record)));
}
