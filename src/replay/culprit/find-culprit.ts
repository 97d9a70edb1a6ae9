import type { Culprit, RecordReference } from '../../investigation/result.ts';
import type { Counts } from '../fisher.ts';
import { type Confirmation, confirm } from './confirm.ts';
import { describeCulprit } from './describe-culprit.ts';
import { isMeasured, measureBase } from './measure-base.ts';
import type { Probe, ProbeReport } from './probe.ts';
import { createProbeRunner } from './probe-runner.ts';
import { createProbedSets } from './probed-sets.ts';
import { distinct } from './record-set.ts';
import { nothing, type Searched, searchRecords } from './search-records.ts';
import { createSequentialTest } from './sequential-test.ts';

export interface FindCulpritOptions {
  /** The records that reached the prompt, the likeliest culprit first. */
  readonly candidates: readonly RecordReference[];
  /** The trials on all of the data; at least one failed. */
  readonly base: Counts;
  readonly probe: Probe;
  /** How many sets may be probed; four for each candidate, and at least eight, by default. */
  readonly maxProbes?: number | undefined;
  /** How many trials a probe may take. */
  readonly maxTrials: number;
  readonly signal: AbortSignal;
  readonly onProbe: (report: ProbeReport) => void;
}

/** The probability with which the outcome is to be right. */
const CONFIDENCE = 0.95;
/** Enough for a few records, and for those that move in. */
const FEWEST_PROBES = 8;

/**
 * Finds a minimal set of records without which a case that fails no longer does, as {@link searchRecords} looks for it.
 * Before, a case that did not always fail is run on all of the data again, by a probe that removes nothing; afterwards
 * what was found is confirmed, by one more. One culprit among k candidates takes at most 2 · log2(k) + 4 probes besides
 * the first, and about k where the right answer needs one of the others; several records beside one that the right
 * answer needs take up to 4 · k.
 *
 * Throws the signal's reason, and what `probe` throws.
 */
export async function findCulprit(options: FindCulpritOptions): Promise<Culprit> {
  const began = performance.now();
  const { maxTrials } = options;
  const candidates = distinct(options.candidates);
  const maxProbes = options.maxProbes ?? Math.max(FEWEST_PROBES, 4 * candidates.length);
  const mayProbe = candidates.length > 0 && options.base.failures > 0;
  const isToMeasure = mayProbe && !isMeasured(options.base);
  const runner = createProbeRunner({ ...options, of: maxProbes + (isToMeasure ? 2 : 1) });
  const base = isToMeasure ? await measureBase(runner, maxTrials) : options.base;
  // Every probe may be the one that is decided wrongly.
  const test = createSequentialTest(base, (1 - CONFIDENCE) / maxProbes);
  const sets = createProbedSets({ runner, test, maxProbes, maxTrials });
  const canDecide = !mayProbe || test.trialsToPass <= maxTrials;
  const searched =
    base.failures > 0 && canDecide ? await searchRecords(sets, candidates) : nothing('undecided');
  const { records, probed } = searched;
  const confirmed =
    searched.verdict === 'found' && probed
      ? await confirm(runner, { records, probed, base, test, maxTrials })
      : undefined;
  const isOpen = confirmed?.outcome === 'open';
  const facts = {
    ...outcomeOf(isOpen ? { ...nothing('undecided'), probed } : searched, confirmed),
    candidates: candidates.length,
    with: base,
    confidence: CONFIDENCE,
    probes: runner.probes,
    trials: runner.trials,
    durationMs: Math.round(performance.now() - began),
  };
  const doubt = { trialsNeeded: test.trialsToPass, maxTrials, isUnconfirmed: isOpen };
  return { ...facts, sentence: describeCulprit(facts, doubt) };
}

function outcomeOf({ probed, ...found }: Searched, confirmed: Confirmation | undefined) {
  const counts = confirmed ?? probed;
  const isFound = found.verdict === 'found';
  const trialWithout = isFound ? probed?.passed : undefined;
  return {
    ...found,
    necessary: isFound && confirmed?.outcome === 'gone',
    sufficient: found.together && found.alternatives.length === 0,
    ...(counts && { without: { failures: counts.failures, judged: counts.judged } }),
    ...(trialWithout && { trialWithout }),
  };
}
