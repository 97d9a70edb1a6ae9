import type { RecordReference, Trial } from '../../investigation/result.ts';
import type { Counts } from '../fisher.ts';
import type { Decision } from './sequential-test.ts';

/** What a probe has seen. */
export interface ProbeOutcome extends Counts {
  /** Trials that gave no answer to judge. */
  readonly errors: number;
  /** The records that reached the prompt in any of its trials, as far as they have a key. */
  readonly reached: readonly RecordReference[];
  /** The first of its trials in which all assertions hold. */
  readonly passed: Trial | undefined;
}

/**
 * Runs trials of the case on the data without some records, one after another, until `isEnough` says so of those that
 * were judged, or an application that gives no answers has been asked often enough. Throws what keeps it from running
 * any.
 */
export type Probe = (
  removed: readonly RecordReference[],
  isEnough: (counts: Counts) => boolean,
) => Promise<ProbeOutcome>;

/** A probe that ended, for whoever waits. */
export interface ProbeReport extends Omit<ProbeOutcome, 'reached' | 'passed'> {
  /** From 1. */
  readonly number: number;
  /** As many there will be at most. */
  readonly of: number;
  readonly removed: readonly RecordReference[];
  readonly decision: Decision | 'undecided';
  readonly durationMs: number;
}
