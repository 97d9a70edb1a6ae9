import { Client } from 'pg';
import type { Branch, Engine } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import type { Case } from '../replay/case.ts';
import { openBranchProbe } from '../replay/culprit/branch-probe.ts';
import { findCulprit } from '../replay/culprit/find-culprit.ts';
import type { ProbeReport } from '../replay/culprit/probe.ts';
import { reachedRecords } from '../replay/culprit/reached-records.ts';
import { readRecords } from '../replay/culprit/remove-records.ts';
import { orderBySuspicion, type Suspect } from '../replay/culprit/suspicion.ts';
import type { ReplayOptions } from '../replay/replay.ts';
import type { PostgresTap } from '../replay/taps/postgres/postgres-tap.ts';
import { countTrials } from '../replay/verdict.ts';
import type { RecordReference, ReplayResult, Result } from './result.ts';

export interface BisectOptions {
  /** Masked, as it was replayed. */
  readonly case: Case;
  /** How that went, with taps or with an application that names its rows. */
  readonly result: ReplayResult;
  readonly engine: Pick<Engine, 'fork'>;
  /** The preview's, on which nobody else works meanwhile. */
  readonly branch: Branch;
  /** Between the preview and its branch. */
  readonly tap: Pick<PostgresTap, 'switchTo'>;
  /** Replays the case on the preview. */
  readonly replay: (
    limits: Pick<ReplayOptions, 'trials' | 'maxTrials' | 'isEnough'>,
  ) => Promise<ReplayResult>;
  /** Of a replay: the config's `replay.maxTrials`. */
  readonly maxTrials: number;
  readonly signal: AbortSignal;
  readonly onProbe: (report: ProbeReport) => void;
}

/** Fewer trials of a probe tell nothing, and one of them may be lost to connections that were switched. */
const FEWEST_TRIALS = 2;
/**
 * A probe ends as soon as it is decided, so that its limit holds for seldom failures alone. Five times as many trials as
 * of a replay are, with the usual 20, enough for those that a replay finds: down to about one in ten.
 */
const PROBE_TRIALS = 5;

/**
 * Finds the culprit of a case that failed on a running preview, which is not restarted; afterwards its branch is behind
 * it again, and no fork is left. Throws as {@link findCulprit}, `engine-failed`, `limit-reached`, `interrupted`.
 */
export async function bisectCase(options: BisectOptions): Promise<NonNullable<Result['culprit']>> {
  const { result, branch } = options;
  const maxTrials = PROBE_TRIALS * options.maxTrials;
  const failed = result.trials.filter(({ ok, error }) => !ok && error === undefined);
  const suspects = await readFromBranch(branch, reachedRecords(failed));
  await using opened = openBranchProbe({
    ...options,
    replay: (isEnough) => options.replay({ trials: FEWEST_TRIALS, maxTrials, isEnough }),
  });
  const found = await findCulprit({
    ...options,
    maxTrials,
    candidates: orderBySuspicion(suspects, {
      question: options.case.question ?? '',
      answer: failed[0]?.answer ?? '',
    }).map(({ table, key }) => ({ table, key })),
    base: countTrials(result.trials),
    probe: opened.probe,
  });
  const mayHaveReached = failed
    .flatMap((trial) => trial.retrieved)
    .some((row) => row.reached !== false);
  const isBlind = suspects.length === 0 && mayHaveReached;
  return { case: options.case.name, ...found, ...(isBlind && blind) };
}

/** Rows that can't be removed may do it all the same. */
const blind = {
  verdict: 'undecided',
  sentence:
    'None of the rows that were retrieved can be taken away: they have no key, or are not in the branch.',
} as const;

/** What the application wrote elsewhere, or made up, is no record of the branch and can't be removed from it. */
async function readFromBranch(
  { address }: Branch,
  records: readonly RecordReference[],
): Promise<Suspect[]> {
  if (records.length === 0) return [];
  const { password, ...rest } = address;
  const client = new Client({ ...rest, password: password?.reveal() });
  client.on('error', () => {});
  try {
    await client.connect().catch((cause) => {
      throw new BranchProdError('engine-failed', 'The branch can not be reached to read records.', {
        nextStep: 'See that the branch still runs with `branch-prod list`.',
        cause,
      });
    });
    return await readRecords(client, records);
  } finally {
    await client.end().catch(() => {});
  }
}
