/**
 * Which of a raw value's candidates is its own, where that is not the first one that fits: see `unique.ts`. Plain data
 * that a worker can be given; it holds raw values, so it stays in memory.
 */
export type Attempts = ReadonlyMap<string, number>;

/** What masks look attempts up with; nothing where no value has to give way. */
export function firstAttemptOf(attempts: Attempts): ((raw: string) => number) | undefined {
  if (attempts.size === 0) return undefined;
  return (raw) => attempts.get(raw) ?? attempts.get(foldedKey(raw)) ?? 0;
}

/**
 * Under which a value of a case-insensitive column is found that another column writes in other letters. No value of
 * PostgreSQL holds a NUL, so it is no other value's key.
 */
export function foldedKey(raw: string): string {
  return `\0${raw.toLowerCase()}`;
}
