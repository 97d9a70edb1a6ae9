import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` gives something truthy, and fails after `limitMs`. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  limitMs = 6_000,
): Promise<Exclude<NonNullable<T>, false>> {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    const value = await check();
    if (value) return value as Exclude<NonNullable<T>, false>;
    await sleep(25);
  }
  throw new Error(`did not happen within ${limitMs} ms: ${what}`);
}
