/**
 * Says what is being done while `work` runs: at once, then every second with the time that it has taken so far,
 * as in `waiting for /healthz, 4 s`.
 */
export async function withProgress<T>(
  what: string,
  onProgress: (message: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  onProgress(what);
  const timer = setInterval(() => {
    onProgress(`${what}, ${Math.round((performance.now() - started) / 1_000)} s`);
  }, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
