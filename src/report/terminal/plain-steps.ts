import type { Output } from '../output.ts';
import { formatDuration } from '../quantities.ts';
import type { Paint } from './paint.ts';
import { failedLine, findingText, type StepLines, stepLine, stepText } from './step-line.ts';

const progressEveryMs = 2000;

/** The steps as lines that are never touched again: for logs and pipes. */
export function plainSteps(output: Output, paint: Paint): StepLines {
  let lastProgressMs = Number.NEGATIVE_INFINITY;
  let startedAtMs: number | undefined;
  const write = (mark: string, line: string) => output.write(`${mark} ${line}\n`);
  return {
    show(event) {
      switch (event.type) {
        case 'step-started':
          startedAtMs = event.atMs;
          return write(' ', stepLine(event.step, '', 'started'));
        case 'progress':
          if (event.atMs - lastProgressMs < progressEveryMs) return;
          lastProgressMs = event.atMs;
          return write(' ', stepLine(event.step, '', stepText(event.message)));
        case 'finding':
          return write(' ', stepLine(event.step, '', findingText(event.finding)));
        case 'step-finished': {
          startedAtMs = undefined;
          const time = formatDuration(event.durationMs);
          return write(paint('green', '✓'), stepLine(event.step, time, stepText(event.summary)));
        }
        case 'failed':
          return write(paint('red', '✗'), failedLine(event, startedAtMs));
      }
    },
    close() {},
  };
}
