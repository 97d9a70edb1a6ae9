/** How long `work` took, in milliseconds, and what it returned. Throws what it throws. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: Math.round((performance.now() - began) * 10) / 10, result };
}
