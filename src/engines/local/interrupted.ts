import { BranchProdError } from '../../errors.ts';

/** Throws `interrupted` when the signal has been given; called between files and between steps. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}

/** What a call ends with when its signal was given. */
export function interrupted(): BranchProdError {
  return new BranchProdError(
    'interrupted',
    'The copy was interrupted, and what was begun is removed',
    {
      nextStep: 'Run it again.',
    },
  );
}
