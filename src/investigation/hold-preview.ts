import { atTime } from '../at-time.ts';
import type { BranchEnd } from '../engines/engine.ts';
import type { Result } from './result.ts';

/** An investigation that has its result, and whose branch and preview are still up. */
export interface HeldPreview {
  readonly result: Result;
  /** Resolves when the branch has ended before it was taken down; says how. */
  readonly ended: Promise<BranchEnd>;
  /** Aborted when everything is to be taken down now. */
  readonly signal: AbortSignal;
}

/**
 * Waits as long as people may look at a preview: until it expires, its branch ends, or the signal. Returns how the
 * branch ended, if it was that.
 */
export async function holdPreview(held: HeldPreview): Promise<BranchEnd | undefined> {
  const { result, ended, signal } = held;
  if (signal.aborted) return undefined;
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const stop = () => resolve(undefined);
  const callOff = atTime(new Date(result.preview.expiresAt), stop);
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([ended, over]);
  } finally {
    callOff();
    signal.removeEventListener('abort', stop);
  }
}
