import { BranchProdError } from '../errors.ts';

/** An error that is not ours may quote a raw value: only its kind and its place leave. */
export function describeFailure(error: unknown, signal: AbortSignal): BranchProdError {
  if (error instanceof BranchProdError && !signal.aborted) return error;
  if (signal.aborted) {
    return new BranchProdError('interrupted', 'The investigation was interrupted.', {
      nextStep: 'Nothing was left behind; start it again when you like.',
      cause: error,
    });
  }
  const { name, stack } = error instanceof Error ? error : new Error();
  const place = stack?.match(/\n\s+at .*/)?.[0].trim() ?? 'an unknown place';
  return new BranchProdError('internal', `An unexpected ${name} ${place}.`, {
    nextStep: 'This is a mistake in branch-prod: please report it with this message.',
    cause: error,
  });
}
