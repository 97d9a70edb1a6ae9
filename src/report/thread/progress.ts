import type { Finding, InvestigationEvent } from '../../investigation/event.ts';
import type { Step } from '../../investigation/result.ts';
import { textOfFinding } from '../finding-text.ts';

/** What is known of an investigation while it runs. */
export interface Progress {
  readonly steps: ReadonlyMap<Step, StepProgress>;
  readonly preview: PreviewFinding | undefined;
  /** One for each case and commit, in the order of the first trials. */
  readonly trials: readonly TrialCount[];
}

/** A step that runs, with what it said last, or one that is over, with its summary. */
export type StepProgress =
  | { readonly state: 'running'; readonly sinceMs: number; readonly text: string }
  | { readonly state: 'done'; readonly durationMs: number; readonly text: string };

/** How far the replay of one case is. */
export interface TrialCount {
  readonly case: string;
  readonly on: 'head' | 'base';
  readonly done: number;
  readonly of: number;
  /** Trials that failed an assertion. */
  readonly failed: number;
  /** Trials that gave no answer. */
  readonly silent: number;
}

type PreviewFinding = Extract<Finding, { kind: 'preview' }>;
type TrialFinding = Extract<Finding, { kind: 'trial' }>;

export const nothingYet: Progress = { steps: new Map(), preview: undefined, trials: [] };

/**
 * What is known after an event; the very same object if the event says nothing new.
 *
 * @param nowMs when the event arrived; a running step's time counts from there.
 */
export function addEvent(progress: Progress, event: InvestigationEvent, nowMs: number): Progress {
  switch (event.type) {
    case 'step-started':
      return withStep(progress, event.step, { state: 'running', sinceMs: nowMs, text: '' });
    case 'progress':
      // The checklist has its own clock: a message that only counts seconds is the same message.
      return withText(progress, event.step, event.message.replace(/, \d+ s$/, ''));
    case 'step-finished': {
      const { step, durationMs, summary } = event;
      return withStep(progress, step, { state: 'done', durationMs, text: summary });
    }
    case 'finding':
      return withFinding(progress, event);
    default:
      return progress;
  }
}

function withStep(progress: Progress, step: Step, state: StepProgress): Progress {
  return { ...progress, steps: new Map(progress.steps).set(step, state) };
}

function withText(progress: Progress, step: Step, text: string): Progress {
  const running = progress.steps.get(step);
  if (running?.state !== 'running' || running.text === text) return progress;
  return withStep(progress, step, { ...running, text });
}

function withFinding(
  progress: Progress,
  { step, finding }: Extract<InvestigationEvent, { type: 'finding' }>,
): Progress {
  switch (finding.kind) {
    case 'preview':
      return { ...progress, preview: finding };
    case 'trial':
      return { ...progress, trials: withTrial(progress.trials, finding) };
    // They follow one another: the last one says how far the step is.
    case 'probe':
    case 'cause':
      return withText(
        progress,
        step,
        textOfFinding(finding, (text) => text),
      );
  }
}

function withTrial(counts: readonly TrialCount[], finding: TrialFinding): TrialCount[] {
  const { case: name, on = 'head', of, trial } = finding;
  const isSame = (count: TrialCount) => count.case === name && count.on === on;
  const before = counts.find(isSame) ?? { case: name, on, done: 0, of, failed: 0, silent: 0 };
  const silent = trial.error === undefined ? 0 : 1;
  const after = {
    ...before,
    // More are planned while the trials settle nothing.
    of,
    done: before.done + 1,
    failed: before.failed + (trial.ok || silent === 1 ? 0 : 1),
    silent: before.silent + silent,
  };
  return counts.some(isSame)
    ? counts.map((count) => (isSame(count) ? after : count))
    : [...counts, after];
}
