import type { Step } from '../../investigation/result.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../quantities.ts';
import type { Clock } from './clock.ts';
import type { Paint } from './paint.ts';
import { failedLine, findingText, type StepLines, stepLine, stepText } from './step-line.ts';
import { cutToWidth } from './width.ts';

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const redrawEveryMs = 80;
// ECMA-48 EL, and DECTCEM for the cursor.
const eraseLine = '\r\x1b[2K';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

/** The steps on a terminal: the running one is redrawn in place with its time and latest message. */
export function liveSteps(
  output: Output,
  { columns, paint, clock }: { columns: () => number; paint: Paint; clock: Clock },
): StepLines {
  let running: { step: Step; startedAtMs: number; since: number; text: string } | undefined;
  let stopRedrawing: (() => void) | undefined;
  let frame = 0;

  const draw = () => {
    if (running === undefined) return;
    const time = formatDuration(clock.now() - running.since);
    // The mark takes two columns; in the last one some terminals already wrap.
    const line = cutToWidth(stepLine(running.step, time, running.text), columns() - 3);
    output.write(`${eraseLine}${paint('cyan', spinner[frame % spinner.length] ?? '')} ${line}`);
    frame += 1;
  };
  const takeTerminal = () => {
    if (stopRedrawing !== undefined) return;
    output.write(hideCursor);
    stopRedrawing = clock.every(redrawEveryMs, draw);
  };
  const giveTerminalBack = () => {
    if (stopRedrawing === undefined) return;
    stopRedrawing();
    stopRedrawing = undefined;
    running = undefined;
    output.write(`${eraseLine}${showCursor}`);
  };
  const settle = (mark: string, line: string) => output.write(`${eraseLine}${mark} ${line}\n`);

  return {
    show(event) {
      switch (event.type) {
        case 'step-started':
          takeTerminal();
          running = { step: event.step, startedAtMs: event.atMs, since: clock.now(), text: '' };
          return draw();
        case 'progress':
          if (running !== undefined) running.text = stepText(event.message);
          return;
        case 'finding':
          if (event.finding.kind === 'preview') {
            settle(' ', stepLine(event.step, '', findingText(event.finding)));
            return draw();
          }
          if (running !== undefined) running.text = findingText(event.finding);
          return;
        case 'step-finished': {
          running = undefined;
          const time = formatDuration(event.durationMs);
          return settle(paint('green', '✓'), stepLine(event.step, time, stepText(event.summary)));
        }
        case 'finished':
          return giveTerminalBack();
        case 'failed':
          settle(paint('red', '✗'), failedLine(event, running?.startedAtMs));
          return giveTerminalBack();
      }
    },
    close: giveTerminalBack,
  };
}
