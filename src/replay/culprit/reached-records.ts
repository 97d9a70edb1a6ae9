import type { RecordReference, Trial } from '../../investigation/result.ts';
import { distinct } from './record-set.ts';

/**
 * The records that reached the prompt in any of these trials, in the order of their ranks. Where no prompt was seen,
 * all that were retrieved; never one without a key, which can't be told from others.
 */
export function reachedRecords(trials: readonly Trial[]): RecordReference[] {
  const retrieved = trials.flatMap((trial) => trial.retrieved);
  const reached = retrieved.filter(
    ({ reached, key }) => reached !== false && Object.keys(key).length > 0,
  );
  const inOrder = reached.toSorted((one, other) => one.rank - other.rank);
  return distinct(inOrder.map(({ table, key }) => ({ table, key })));
}
