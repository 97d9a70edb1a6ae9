import type { CauseRow } from './explain.ts';

/** The probability of calling any variable decisive that is not. */
const SIGNIFICANCE = 0.05;

/** How unlikely a difference has to be by chance where so many may still be one: Holm's method asks it of the next. */
export function significanceAmong(comparisons: number): number {
  return SIGNIFICANCE / Math.max(comparisons, 1);
}

/**
 * The rows whose failure rate differs from their variable's first. Of many comparisons some look unusual by chance, so
 * each has to be the more unusual the more there are: S. Holm, "A Simple Sequentially Rejective Multiple Test
 * Procedure", Scandinavian Journal of Statistics 6 (1979), 65–70.
 */
export function decidingLevels(rows: readonly CauseRow[]): ReadonlySet<CauseRow> {
  const compared = rows
    .filter((row) => row.pValue !== undefined)
    .toSorted((one, other) => (one.pValue ?? 1) - (other.pValue ?? 1));
  const first = compared.findIndex(
    ({ pValue = 1 }, index) => pValue >= significanceAmong(compared.length - index),
  );
  return new Set(first === -1 ? compared : compared.slice(0, first));
}
