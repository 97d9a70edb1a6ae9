import type { Finding, InvestigationEvent } from './event.ts';
import type { Result, Step } from './result.ts';

/** Takes the time of the steps and says each event with it. */
export interface StepClock {
  /** Starts a step; the one before has to be finished. */
  start(step: Step): void;
  finish(summary: string): void;
  progress(message: string): void;
  finding(finding: Finding): void;
  /** Milliseconds since the start of the investigation. */
  now(): number;
  /** The step that runs, or the last one that did. */
  readonly step: Step;
  readonly timeline: Result['timeline'];
}

/** The same clock for work inside a step: what it does is no step of its own. */
export function insideStep(clock: StepClock): StepClock {
  return { ...clock, step: clock.step, start: () => {}, finish: () => {} };
}

export function createStepClock(emit: (event: InvestigationEvent) => void): StepClock {
  const began = performance.now();
  const timeline: Result['timeline'] = [];
  let step: Step = 'config';
  let startMs = 0;
  const now = () => Math.round(performance.now() - began);
  return {
    now,
    timeline,
    get step() {
      return step;
    },
    start(next) {
      step = next;
      startMs = now();
      emit({ type: 'step-started', step, atMs: startMs });
    },
    finish(summary) {
      const durationMs = now() - startMs;
      timeline.push({ step, startMs, durationMs });
      emit({ type: 'step-finished', step, atMs: now(), durationMs, summary });
    },
    progress: (message) => emit({ type: 'progress', step, atMs: now(), message }),
    finding: (finding) => emit({ type: 'finding', step, atMs: now(), finding }),
  };
}
