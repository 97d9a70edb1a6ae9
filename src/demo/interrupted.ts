import { BranchProdError } from '../errors.ts';

/** Throws `interrupted` when the signal has been given while the demo is made ready. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new BranchProdError(
    'interrupted',
    'The demo was interrupted, and what was begun is gone.',
    {
      nextStep: 'Start it again when you like.',
    },
  );
}
