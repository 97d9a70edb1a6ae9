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
  const { name, message, stack } = error instanceof Error ? error : new Error();
  return new BranchProdError('internal', `An unexpected ${name} ${placeOf(stack, message)}.`, {
    nextStep: 'This is a mistake in branch-prod: please report it with this message.',
    cause: error,
  });
}

/** The stack begins with the message, whose lines may look like places. */
function placeOf(stack = '', message: string): string {
  const start = stack.indexOf(message);
  const calls = start < 0 ? '' : stack.slice(start + message.length);
  return calls.match(/^\s+at [^\n]+:\d+:\d+\)?$/m)?.[0].trim() ?? 'at an unknown place';
}
