import type { InvestigationEvent } from '../investigation/event.ts';
import type { Result } from '../investigation/result.ts';
import { type Reporter, reportTo } from '../report/reporter.ts';
import { exitCodeOfError, exitCodeOfResult } from './exit-code.ts';

export interface ShowOptions {
  readonly reporters: readonly Reporter[];
  readonly expected?: string | undefined;
  /** What to do with the finished investigation before its branch and preview are taken down. */
  readonly hold?: ((result: Result) => Promise<void>) | undefined;
}

/** Shows an investigation to its end; returns the program's exit code. */
export async function showInvestigation(
  events: AsyncIterable<InvestigationEvent>,
  { reporters, expected, hold }: ShowOptions,
): Promise<number> {
  const reporting = reportTo(reporters, (error) => {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    process.stderr.write(`A report could not be written: ${reason}\n`);
  });
  let exitCode = 3;
  try {
    for await (const event of events) {
      reporting.on(event);
      if (event.type === 'failed') exitCode = exitCodeOfError(event.code);
      if (event.type === 'finished') {
        exitCode = exitCodeOfResult(event.result, expected);
        if (hold !== undefined) {
          // The verdict is on the screen before the wait begins.
          await reporting.close();
          await hold(event.result);
        }
      }
    }
  } finally {
    await reporting.close();
  }
  return exitCode;
}
