/** The way of one document's versions to a reader who can't take many: one at a time, and the newest always gets out. */
export interface Publisher<Version> {
  /**
   * Publishes a version as soon as the interval allows, unless a newer one comes first, and again at every heartbeat.
   *
   * @param draw makes the version for the instant at which it is published.
   */
  offer(draw: (nowMs: number) => Version): void;
  /**
   * Publishes the last version at once, or after the one in flight. Rejects with the last error when all three attempts
   * failed. Nothing is published after it.
   */
  finish(version: Version): Promise<void>;
  /** Ends everything; waits for a version in flight and leaves no timer. */
  close(): Promise<void>;
}

const lastAttempts = 3;

/**
 * @param options.publish a rejection is made up for by the next version, at the latest that of the heartbeat.
 * @param options.intervalMs the shortest time from the end of one publication to the beginning of the next.
 * @param options.heartbeatMs the longest, while nothing new is offered.
 * @param options.now milliseconds since any fixed instant, never going back.
 */
export function createPublisher<Version>({
  publish,
  intervalMs,
  heartbeatMs,
  now,
}: {
  publish: (version: Version) => Promise<void>;
  intervalMs: number;
  heartbeatMs: number;
  now: () => number;
}): Publisher<Version> {
  let newest: ((nowMs: number) => Version) | undefined;
  let isNew = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  let inFlight: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isFinishing = false;
  const closed = new AbortController();

  const schedule = () => {
    if (newest === undefined || inFlight !== undefined) return;
    clearTimeout(timer);
    const dueMs = lastMs + (isNew ? intervalMs : heartbeatMs);
    timer = setTimeout(publishNewest, Math.max(0, dueMs - now()));
  };
  const publishNewest = () => {
    if (newest === undefined) return;
    isNew = false;
    start(newest(now())).catch(() => {});
  };
  const start = (version: Version) => {
    const published = (async () => publish(version))();
    inFlight = published
      .catch(() => {})
      .then(() => {
        inFlight = undefined;
        lastMs = now();
        schedule();
      });
    return published;
  };
  const forgetNewest = () => {
    newest = undefined;
    clearTimeout(timer);
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      closed.signal.addEventListener('abort', () => resolve());
    });

  return {
    offer(draw) {
      if (isFinishing || closed.signal.aborted) return;
      newest = draw;
      isNew = true;
      schedule();
    },
    async finish(version) {
      if (isFinishing || closed.signal.aborted) return;
      isFinishing = true;
      forgetNewest();
      await inFlight;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await start(version);
        } catch (error) {
          if (attempt === lastAttempts || closed.signal.aborted) throw error;
          await pause(intervalMs * 3 ** (attempt - 1));
          if (closed.signal.aborted) throw error;
        }
      }
    },
    async close() {
      closed.abort();
      forgetNewest();
      await inFlight;
    },
  };
}
