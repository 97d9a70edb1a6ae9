import type { InvestigationEvent } from '../investigation/event.ts';
import { type Reporter, reportTo } from '../report/reporter.ts';
import { exitCodeOfError, exitCodeOfResult } from './exit-code.ts';

export interface ShowOptions {
  readonly reporters: readonly Reporter[];
  readonly expected?: string | undefined;
  /** Whether branch and preview stay up afterwards: the reports are there before that wait begins. */
  readonly held?: boolean | undefined;
}

/** Shows an investigation to its end; returns the program's exit code. */
export async function showInvestigation(
  events: AsyncIterable<InvestigationEvent>,
  { reporters, expected, held }: ShowOptions,
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
        if (held) await reporting.close();
      }
    }
  } finally {
    await reporting.close();
  }
  return exitCode;
}
