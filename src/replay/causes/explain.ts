import type { Causes, ReplayResult } from '../../investigation/result.ts';
import { fisherExact } from '../fisher.ts';
import { countTrials } from '../verdict.ts';
import { decidingLevels } from './deciding-levels.ts';
import { describeCauses } from './describe-causes.ts';
import { type IsEnough, isEnoughAsFirst, isEnoughAsLevel } from './stopping.ts';

/** What can be changed while everything else stays as it is. */
export interface Variable {
  readonly name: Causes['rows'][number]['variable'];
  /** The first is how it was; the others are compared with it. */
  readonly levels: readonly Level[];
}

/** One way in which a variable can be. */
export interface Level {
  /** For people and for everybody: a model's version, a commit; nothing of the data. */
  readonly label: string;
  /** Replays the case with the variable like that, until the trials are enough, and puts everything back. */
  readonly run: (isEnough: IsEnough) => Promise<ReplayResult>;
  /** Why what came of it tells nothing, in a sentence: the variable was as before. `undefined` where it was not. */
  readonly whyUnchanged?: (result: ReplayResult) => string | undefined;
}

export type CauseRow = Causes['rows'][number];

/**
 * Replays a case with one variable changed at a time, and says which of them decides whether it fails: those whose rate
 * differs from how it was by Fisher's exact test at 5 %, for all comparisons together. A variable has rows where a level
 * of it was another one.
 *
 * @param maxTrials how many trials a level runs at most
 * @param onRow hears of each level as soon as it was replayed.
 * @throws what a level's `run` throws, and the signal's reason
 */
export async function explain(
  variables: readonly Variable[],
  {
    maxTrials,
    signal,
    onRow,
  }: {
    readonly maxTrials: number;
    readonly signal: AbortSignal;
    readonly onRow: (row: CauseRow) => void;
  },
): Promise<Omit<Causes, 'case'>> {
  const rows: CauseRow[] = [];
  const notVaried: string[] = [];
  const comparisons = variables.reduce((sum, { levels }) => sum + levels.length - 1, 0);
  const add = (row: CauseRow) => {
    rows.push(row);
    onRow(row);
  };
  for (const { name, levels } of variables) {
    let first: CauseRow | undefined;
    for (const { label, run, whyUnchanged } of levels) {
      signal.throwIfAborted();
      const result = await run(
        first ? isEnoughAsLevel(first, comparisons) : isEnoughAsFirst(comparisons, maxTrials),
      );
      const reason = whyUnchanged?.(result);
      if (reason !== undefined) {
        notVaried.push(reason);
        continue;
      }
      const counts = countTrials(result.trials);
      const row: CauseRow = {
        ...{ variable: name, level: label, ...counts },
        ...{ rate: result.rate, interval: result.interval },
        ...(first && { pValue: fisherExact(first, counts) }),
        decides: false,
      };
      if (first !== undefined) {
        if (rows.at(-1)?.variable !== name) add(first);
        add(row);
      }
      first ??= row;
    }
  }
  const deciding = decidingLevels(rows);
  const decided = rows.map((row) => ({ ...row, decides: deciding.has(row) }));
  return { rows: decided, sentences: describeCauses(decided), notVaried };
}
