import type { RecordReference } from '../../investigation/result.ts';
import type { Counts } from '../fisher.ts';
import type { Probe, ProbeOutcome, ProbeReport } from './probe.ts';
import type { Decision } from './sequential-test.ts';

/** A set of records that were removed, and what came of it. */
export interface ProbedSet extends ProbeOutcome {
  readonly decision: Decision | 'undecided';
}

/** When a probe ends, and what its trials say then. */
export interface ProbePlan {
  readonly isEnough: (counts: Counts) => boolean;
  readonly decide: (counts: Counts) => Decision | undefined;
}

/** Runs probes, says each of them, and counts them. */
export interface ProbeRunner {
  /** Throws the signal's reason, and what the probe throws. */
  run(removed: readonly RecordReference[], plan: ProbePlan): Promise<ProbedSet>;
  readonly probes: number;
  readonly trials: number;
}

export function createProbeRunner(options: {
  readonly probe: Probe;
  /** As many as will be run at most. */
  readonly of: number;
  readonly signal: AbortSignal;
  readonly onProbe: (report: ProbeReport) => void;
}): ProbeRunner {
  const { probe, of, signal, onProbe } = options;
  let probes = 0;
  let trials = 0;
  return {
    async run(removed, { isEnough, decide }) {
      signal.throwIfAborted();
      const began = performance.now();
      const outcome = await probe(removed, isEnough);
      signal.throwIfAborted();
      const decision = decide(outcome) ?? 'undecided';
      const { failures, judged, errors } = outcome;
      probes += 1;
      trials += judged + errors;
      onProbe({
        ...{ number: probes, of, removed, decision, failures, judged, errors },
        durationMs: Math.round(performance.now() - began),
      });
      return { ...outcome, decision };
    },
    get probes() {
      return probes;
    },
    get trials() {
      return trials;
    },
  };
}
