import type { RecordReference, Trial } from '../../../src/investigation/result.ts';
import { type FindCulpritOptions, findCulprit } from '../../../src/replay/culprit/find-culprit.ts';
import type { Probe, ProbeReport } from '../../../src/replay/culprit/probe.ts';

type Counts = { failures: number; judged: number; errors: number };

/** A row of the table `messages`. */
export const message = (id: number): RecordReference => ({ table: 'messages', key: { id } });
export const messages = (...ids: number[]): RecordReference[] => ids.map(message);
export const idsOf = (records: readonly RecordReference[]) => records.map(({ key }) => key.id);

/** An application that retrieves the first `limit` of these rows that are there, and fails because of some. */
export interface ModelCase {
  /** All rows, in the order of their rank. */
  readonly rows: readonly number[];
  readonly limit: number;
  /** The probability that a trial fails, given the rows in its prompt; `undefined` when it gives no answer. */
  readonly fails: (reached: readonly number[]) => number | undefined;
  /** Between 0 and 1. */
  readonly random?: () => number;
}

/** A probe of it, and the finder's outcome with everything that it was told. */
export async function findIn(
  { rows, limit, fails, random = () => 0.5 }: ModelCase,
  overrides: Partial<FindCulpritOptions> = {},
) {
  const reports: ProbeReport[] = [];
  const probe: Probe = async (removed, isEnough) => {
    const gone = idsOf(removed);
    const reached = rows.filter((id) => !gone.includes(id)).slice(0, limit);
    let counts = { failures: 0, judged: 0, errors: 0 };
    do counts = addTrial(counts, fails(reached), random());
    while (counts.errors < 3 && !isEnough(counts));
    const passed = counts.failures < counts.judged ? rightTrial(reached) : undefined;
    return { ...counts, reached: messages(...reached), passed };
  };
  const culprit = await findCulprit({
    candidates: messages(...rows.slice(0, limit)),
    base: { failures: 5, judged: 5 },
    probe,
    maxTrials: 100,
    signal: new AbortController().signal,
    onProbe: (report) => reports.push(report),
    ...overrides,
  });
  return { culprit, reports };
}

/** A trial that passed with these rows in its prompt. */
export function rightTrial(reached: readonly number[]): Trial {
  const retrieved = messages(...reached).map((row, index) => ({ ...row, rank: index + 1 }));
  return { ok: true, answer: 'right', durationMs: 1, retrieved, model: {}, failed: [] };
}

function addTrial(counts: Counts, rate: number | undefined, drawn: number): Counts {
  if (rate === undefined) return { ...counts, errors: counts.errors + 1 };
  const failures = counts.failures + (drawn < rate ? 1 : 0);
  return { ...counts, failures, judged: counts.judged + 1 };
}

/** Numbers in [0, 1), the same for the same seed. Mulberry32, by T. Ettinger, in the public domain. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
