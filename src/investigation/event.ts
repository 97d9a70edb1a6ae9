import type { ErrorCode } from '../errors.ts';
import type { Causes, RecordReference, Result, Step, Trial } from './result.ts';

/** A fact worth showing the moment that it is known. */
export type Finding =
  | { kind: 'preview'; url: string; expiresAt: string }
  | {
      kind: 'trial';
      case: string;
      /** Set for a trial on the commit to compare with. */
      on?: 'base';
      number: number;
      of: number;
      trial: Trial;
    }
  | { kind: 'probe'; case: string; probe: ProbeFinding }
  | { kind: 'cause'; case: string; row: Causes['rows'][number] };

/** A probe of the search for the culprit: the case on the data without some records. */
export interface ProbeFinding {
  /** From 1. */
  readonly number: number;
  /** As many there will be at most. */
  readonly of: number;
  readonly removed: readonly RecordReference[];
  readonly failures: number;
  readonly judged: number;
  /** Trials that gave no answer to judge. */
  readonly errors: number;
  readonly decision: 'fails' | 'passes' | 'undecided';
  readonly durationMs: number;
}

/**
 * What an investigation says while it runs, in this order: `step-started`, any number of `progress` and
 * `finding`, `step-finished`, for each step; at the end one `finished` or one `failed`.
 * `atMs` counts from the start of the investigation.
 */
export type InvestigationEvent =
  | { type: 'step-started'; step: Step; atMs: number }
  | { type: 'progress'; step: Step; atMs: number; message: string }
  | { type: 'finding'; step: Step; atMs: number; finding: Finding }
  | { type: 'step-finished'; step: Step; atMs: number; durationMs: number; summary: string }
  | { type: 'finished'; atMs: number; result: Result }
  | {
      type: 'failed';
      atMs: number;
      step: Step;
      code: ErrorCode;
      message: string;
      nextStep: string;
    };

/** The last event of an investigation. */
export type InvestigationEnd = Extract<InvestigationEvent, { type: 'finished' | 'failed' }>;
