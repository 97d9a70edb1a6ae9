import { type Step, stepSchema } from '../../investigation/result.ts';
import { codeCell, codeSpan } from '../markdown/code.ts';
import { renderToFit } from '../markdown/fit.ts';
import { previewLine } from '../markdown/preview-line.ts';
import { cutText } from '../plain-text.ts';
import { counted, formatDuration, formatElapsed, formatInstant } from '../quantities.ts';
import type { Progress, StepProgress, TrialCount } from './progress.ts';

const maxTextLength = 300;

/** An investigation that runs, as Markdown: its steps with their times, the preview, the trials so far. */
export function renderChecklist(
  progress: Progress,
  {
    publicRepository,
    previewUp,
    nowMs,
  }: {
    publicRepository: boolean;
    /** Whether the preview stays up after the report. */
    previewUp: boolean;
    /** By the clock that {@link Progress} was told. */
    nowMs: number;
  },
): string {
  const { steps, preview, trials } = progress;
  const untilWhen = ({ expiresAt }: { expiresAt: string }) =>
    previewUp ? formatInstant(expiresAt) : 'the report is written';
  const line = lineOf(steps);
  return renderToFit(trials.length, ({ sections }) => {
    const left = trials.length - sections;
    const blocks = [
      `## Investigating: step ${steps.size} of ${line.length}`,
      checklist(line, steps, nowMs),
      preview && previewLine(preview, { until: untilWhen(preview), publicRepository }),
      trials.length > 0 ? trials.slice(0, sections).map(trialLine).join('\n') : undefined,
      left > 0 ? `… and ${counted(left, 'more case')}.` : undefined,
    ];
    return `${blocks.filter((block) => block !== undefined).join('\n\n')}\n`;
  });
}

const words: Record<Step, string> = {
  config: 'read the config and the case',
  snapshot: 'copy production and mask every personal value',
  proof: 'prove that none is left and that retrieval is unchanged',
  branch: 'make a branch of the masked copy',
  preview: 'start the application on the branch',
  replay: 'ask the application again',
  culprit: 'find the records that make it fail',
  causes: 'replay with one thing changed at a time',
  report: 'write the report',
};

/** Taken only where they are asked for, which the checklist learns when they start. */
const askedFor: ReadonlySet<Step> = new Set(['culprit', 'causes']);

/** The steps of this investigation, as far as is known. */
function lineOf(steps: Progress['steps']): Step[] {
  return stepSchema.options.filter((step) => !askedFor.has(step) || steps.has(step));
}

function checklist(line: readonly Step[], steps: Progress['steps'], nowMs: number): string {
  const row = (step: Step) => {
    const cells = cellsOf(steps.get(step), nowMs);
    return `| ${cells.mark} | **${step}**: ${words[step]} | ${cells.time} | ${cells.text} |`;
  };
  return ['| | step | time | |', '| --- | --- | ---: | --- |', ...line.map(row)].join('\n');
}

function cellsOf(step: StepProgress | undefined, nowMs: number) {
  if (step === undefined) return { mark: '·', time: '', text: '' };
  const text = step.text === '' ? '' : codeCell(cutText(step.text, maxTextLength));
  return step.state === 'done'
    ? { mark: '✓', time: formatDuration(step.durationMs), text }
    : { mark: '…', time: formatElapsed(nowMs - step.sinceMs), text };
}

function trialLine({ case: name, on, done, of, failed, silent }: TrialCount): string {
  const where = on === 'base' ? ' on the base' : '';
  const far =
    done === of
      ? `${failed} of ${of} trials failed`
      : `${failed} of ${done} trials failed so far, ${of - done} to come`;
  const without = silent === 0 ? '' : `; ${silent} gave no answer`;
  return `- ${codeSpan(cutText(name, maxTextLength))}${where}: ${far}${without}`;
}
