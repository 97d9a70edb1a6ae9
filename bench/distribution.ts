/** Of repeated measurements of one duration, in milliseconds. */
export interface Distribution {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Percentiles by nearest rank: of fewer than 100 measurements p99 is the slowest. Throws without any. */
export function distributionOf(durations: readonly number[]): Distribution {
  const sorted = [...durations].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1];
  const [p50, p99, max] = [rank(0.5), rank(0.99), sorted.at(-1)];
  if (p50 === undefined || p99 === undefined || max === undefined) {
    throw new Error('nothing was measured');
  }
  return { count: sorted.length, p50Ms: round(p50), p99Ms: round(p99), maxMs: round(max) };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
