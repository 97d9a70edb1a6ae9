import type { InvestigationEvent } from '../investigation/event.ts';
import type { Result } from '../investigation/result.ts';
import { type Reporter, reportTo } from '../report/reporter.ts';
import { EXIT, exitCodeOfError } from './exit-code.ts';

export interface ShowOptions {
  readonly reporters: readonly Reporter[];
  readonly exitCodeOf: (result: Result) => number;
  /** Whether branch and preview stay up afterwards: the reports are there before that wait begins. */
  readonly held?: boolean | undefined;
}

/** How an investigation ended. */
export interface Shown {
  readonly exitCode: number;
  /** Whether there is a result, and nothing failed after it. */
  readonly isFinished: boolean;
}

/** Shows an investigation to its end. */
export async function showInvestigation(
  events: AsyncIterable<InvestigationEvent>,
  { reporters, exitCodeOf, held }: ShowOptions,
): Promise<Shown> {
  const reporting = reportTo(reporters, (error) => {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    process.stderr.write(`A report could not be written: ${reason}\n`);
  });
  let shown: Shown = { exitCode: EXIT.failed, isFinished: false };
  try {
    for await (const event of events) {
      reporting.on(event);
      if (event.type === 'failed') {
        shown = { exitCode: exitCodeOfError(event.code), isFinished: false };
      }
      if (event.type === 'finished') {
        shown = { exitCode: exitCodeOf(event.result), isFinished: true };
        if (held) await reporting.close();
      }
    }
  } finally {
    await reporting.close();
  }
  return shown;
}
