/** A laptop that slept has the wrong idea of how much of a long timer is left; and timers end at 24.8 days. */
const longestWaitMs = 60_000;

/** Calls `action` once the clock shows `time`. Keeps no process alive. The answer is a function that calls it off. */
export function atTime(time: Date, action: () => void): () => void {
  let timer: NodeJS.Timeout;
  function wait(): void {
    const left = time.getTime() - Date.now();
    if (left <= 0) action();
    else timer = setTimeout(wait, Math.min(left, longestWaitMs)).unref();
  }
  timer = setTimeout(wait, 0).unref();
  return () => clearTimeout(timer);
}
