/** Time for what is redrawn while it runs; tests pass their own. */
export interface Clock {
  /** Milliseconds since any fixed instant, never going back. */
  now(): number;
  /** Calls `tick` every `ms` until the returned function is called; keeps no process alive. */
  every(ms: number, tick: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms).unref();
    return () => clearInterval(timer);
  },
};
