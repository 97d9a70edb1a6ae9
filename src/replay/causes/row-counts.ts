import type { ReplayResult } from '../../investigation/result.ts';
import { commonLimit } from '../common-limit.ts';
import { counted } from '../counted.ts';
import type { SwitchOptions } from '../taps/postgres/target.ts';

/** Another number of rows that the retrievals of a case can ask for. */
export interface RowCount {
  /** `3 rows instead of 6`; without the numbers where they are not known. */
  readonly label: string;
  readonly options: SwitchOptions;
}

/** pgvector's `hnsw.ef_search`: what it is by default, and at most. */
const SEARCHED = { usually: 40, most: 1000 };

/**
 * Half and twice as many rows as the statements that retrieve asked for in these trials, as far as that is another
 * number; none where none of them had a LIMIT that the tap can change.
 *
 * An HNSW index gives no more rows than `hnsw.ef_search`, which is raised where twice as many are more than usual. As
 * it is a setting of an extension, a server without that takes it for one that means nothing.
 * https://github.com/pgvector/pgvector#query-options
 */
export function otherRowCounts({ trials }: ReplayResult): RowCount[] {
  const asked = commonLimit(trials.map(({ rowLimit }) => rowLimit));
  if (asked === undefined) return [];
  const most = Math.max(asked ?? 0, ...trials.map(({ retrieved }) => retrieved.length));
  const half = { label: 'half as many rows', options: { limit: 'half' } } as const;
  const double = {
    label: 'twice as many rows',
    options: { limit: 'double', ...(2 * most > SEARCHED.usually && searching(2 * most)) },
  } as const;
  if (asked === null) return [half, double];
  return [
    { ...half, to: Math.ceil(asked / 2) },
    { ...double, to: 2 * asked },
  ].flatMap(({ to, options }) =>
    to === asked ? [] : [{ label: `${counted(to, 'row')} instead of ${asked}`, options }],
  );
}

function searching(rows: number): SwitchOptions {
  return { settings: { 'hnsw.ef_search': String(Math.min(rows, SEARCHED.most)) } };
}
