import { commonLimit } from '../../../common-limit.ts';
import type { ObservedStatement } from '../../tap.ts';
import { type RowLimit, rowLimitsOf } from '../sql/row-limits.ts';

/** How many rows a retrieval asks for, as {@link ObservedStatement.rowLimit} has it. */
export function rowLimitOf(
  sql: string,
  parameters: ObservedStatement['parameters'],
): number | null | undefined {
  return commonLimit(rowLimitsOf(Buffer.from(sql)).map(({ count }) => numberOf(count, parameters)));
}

function numberOf(
  count: RowLimit['count'],
  parameters: ObservedStatement['parameters'],
): number | null | undefined {
  if (count === undefined) return null;
  if ('value' in count) return count.value;
  const text = parameters[count.parameter - 1];
  // NULL is no limit.
  if (text === null) return undefined;
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
