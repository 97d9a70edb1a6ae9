import type { Writable } from 'node:stream';
import { openOutput } from './output.ts';
import type { Reporter } from './reporter.ts';
import { type Clock, systemClock } from './terminal/clock.ts';
import { conclusion, failureConclusion } from './terminal/conclusion.ts';
import { liveSteps } from './terminal/live-steps.ts';
import { painter } from './terminal/paint.ts';
import { plainSteps } from './terminal/plain-steps.ts';

/** A stream that may be a terminal, such as `process.stderr`. */
export type TerminalStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

const defaultColumns = 80;

/**
 * Shows the steps while they run and then the verdict. On a terminal the running step's line is redrawn;
 * anywhere else, and where `TERM` is `dumb`, there are plain lines without any escape code.
 * `NO_COLOR` (https://no-color.org) is honoured. The preview's URL, with its token, is shown.
 *
 * @param options.environment the variables `NO_COLOR` and `TERM` are read from.
 * @param options.clock what the time of a running step is read from; the system's by default.
 */
export function terminalReporter(
  stream: TerminalStream,
  options: { environment: NodeJS.ProcessEnv; clock?: Clock },
): Reporter {
  const { environment, clock = systemClock } = options;
  const output = openOutput(stream);
  const isTerminal = stream.isTTY === true && environment.TERM !== 'dumb';
  const columns = () => (isTerminal ? stream.columns || defaultColumns : Number.POSITIVE_INFINITY);
  const paint = painter(isTerminal && !environment.NO_COLOR);
  const steps = isTerminal
    ? liveSteps(output, { columns, paint, clock })
    : plainSteps(output, paint);
  let closed = false;
  return {
    on(event) {
      if (closed) return;
      steps.show(event);
      if (event.type === 'finished') output.write(conclusion(event.result, paint, columns()));
      if (event.type === 'failed') output.write(failureConclusion(event, paint, columns()));
      return output.flushed();
    },
    close() {
      closed = true;
      steps.close();
      return output.close();
    },
  };
}
