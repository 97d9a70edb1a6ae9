import type { TestOptions } from 'vitest';

/** Something that a machine lacks, and why a test can't run without it. */
export interface Missing {
  readonly reason: string;
}

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test is skipped; `test/report-skipped.ts` shows it. */
    skipReason?: string;
  }
}

/**
 * Options of a test or a group that needs something of the machine: it is skipped if any of that is missing, and says
 * why. `describe('branches', needs(withVector, reflinkFolder()), () => …)`
 */
export function needs(...found: readonly (object | Missing)[]): TestOptions {
  const missing = found.find(isMissing);
  return missing === undefined ? {} : { skip: true, meta: { skipReason: missing.reason } };
}

/** What was found, for the inside of a test that `needs` it; throws if it is missing. */
export function have<T extends object>(found: T | Missing): T {
  if (isMissing(found))
    throw new Error(`A test that needs something runs without: ${found.reason}`);
  return found;
}

function isMissing(found: object): found is Missing {
  return 'reason' in found;
}
