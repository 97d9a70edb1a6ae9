import type { Finding, InvestigationEvent } from '../../investigation/event.ts';
import type { Step } from '../../investigation/result.ts';
import { textOfFinding } from '../finding-text.ts';
import { cutText, plainLine } from '../plain-text.ts';
import { formatDuration } from '../quantities.ts';

const maxTextLength = 500;

/** The part of a terminal's output that shows the steps, until the verdict is known. */
export interface StepLines {
  show(event: InvestigationEvent): void;
  /** Gives the terminal back; nothing may be shown after it. */
  close(): void;
}

/** `snapshot   2.41 s  3 tables`: a step's columns, the same whether it runs or is over. */
export function stepLine(step: Step, time: string, text: string): string {
  return `${step.padEnd(8)} ${time.padStart(8)}  ${text}`.trimEnd();
}

/** Text from outside, fit for the end of a step's line. */
export function stepText(text: string): string {
  return plainLine(cutText(text, maxTextLength));
}

/** {@link stepText} of a finding. */
export function findingText(finding: Finding): string {
  return textOfFinding(finding, stepText);
}

/** The line of the step that failed; the time is missing if it never started. */
export function failedLine(
  { step, atMs }: { step: Step; atMs: number },
  startedAtMs: number | undefined,
): string {
  return stepLine(
    step,
    startedAtMs === undefined ? '' : formatDuration(atMs - startedAtMs),
    'failed',
  );
}
