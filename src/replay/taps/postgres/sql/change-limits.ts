import { rowLimitsOf } from './row-limits.ts';

/** How many rows each retrieval asks for, of as many as it says: half of them, rounded up, or twice as many. */
export type LimitChange = 'half' | 'double';

/**
 * What stands before and behind a limit then. The cast is what PostgreSQL does with it anyway: a parameter whose type
 * the client leaves open is a bigint as before, and one that it declares to be an int4 remains that. What is more than
 * a bigint is no limit, as is NULL.
 */
const AROUND: Readonly<Record<LimitChange, readonly [string, string]>> = {
  half: [' ceil((', ')::bigint / 2.0) '],
  double: [' least((', ')::bigint * 2.0, 9223372036854775807) '],
};

/**
 * The SQL with the limits of retrieval changed, those that {@link rowLimitsOf} finds; all other bytes stay. `undefined`
 * if there are none. A place that the server names in an error is then one of this SQL.
 */
export function changeLimits(sql: Buffer, change: LimitChange): Buffer | undefined {
  const limits = rowLimitsOf(sql);
  if (limits.length === 0) return undefined;
  const [before, behind] = AROUND[change];
  const additions = limits.flatMap(({ start, end }) =>
    start === end
      ? [{ at: start, text: `${before}1${behind}` }]
      : [
          { at: start, text: before },
          { at: end, text: behind },
        ],
  );
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { at, text } of additions.toSorted((one, other) => one.at - other.at)) {
    parts.push(sql.subarray(copied, at), Buffer.from(text));
    copied = at;
  }
  return Buffer.concat([...parts, sql.subarray(copied)]);
}
