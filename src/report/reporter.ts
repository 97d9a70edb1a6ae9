import type { InvestigationEvent } from '../investigation/event.ts';

/**
 * Shows an investigation to somebody. Gets every event of one investigation, in order and one at a time.
 * May throw or reject: {@link reportTo} keeps that from everybody else. One that talks to a network limits
 * its own time.
 */
export interface Reporter {
  on(event: InvestigationEvent): void | Promise<void>;
  /**
   * The last call, also when the investigation ended without `finished` or `failed`: give back what was
   * taken (the cursor, a timer). Nothing is shown after it. Calling it again does nothing.
   */
  close?(): void | Promise<void>;
}

/** What the investigation's caller holds: never throws, never waits for a reporter except in `close`. */
export interface Reporting {
  on(event: InvestigationEvent): void;
  /** Resolves when every reporter has shown every event and is closed; never rejects. */
  close(): Promise<void>;
}

/**
 * Passes events on to all reporters, each at its own pace: a slow or failing one delays and harms neither the
 * investigation nor the others, and still gets the events after the one it failed on.
 *
 * @param onReporterError called once for each call of a reporter that failed; must not throw.
 */
export function reportTo(
  reporters: readonly Reporter[],
  onReporterError: (error: unknown) => void,
): Reporting {
  const queues = reporters.map((reporter) => ({ reporter, last: Promise.resolve() }));
  const forEach = (call: (reporter: Reporter) => void | Promise<void>) => {
    for (const queue of queues) {
      queue.last = queue.last.then(() => call(queue.reporter)).catch(onReporterError);
    }
  };
  return {
    on(event) {
      forEach((reporter) => reporter.on(event));
    },
    async close() {
      forEach((reporter) => reporter.close?.());
      await Promise.all(queues.map((queue) => queue.last));
    },
  };
}
