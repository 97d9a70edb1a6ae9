import { Script } from 'node:vm';
import { BranchProdError, type ErrorCode } from './errors.ts';

const script = new Script('work()');

/**
 * Runs `work`, which may hold a hostile regular expression, glob or query, and interrupts it after `limitMs`.
 * The event loop stands still meanwhile.
 *
 * V8 interrupts its regular expressions while they backtrack, so no thread is needed:
 * https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 *
 * @param limit.what the work, as the message begins with it
 * @throws {BranchProdError} `limit.code` when the time is over; whatever `work` throws
 */
export function runWithin<Result>(
  { limitMs, what, code }: { limitMs: number; what: string; code: ErrorCode },
  work: () => Result,
): Result {
  try {
    return script.runInNewContext({ work }, { timeout: limitMs });
  } catch (error) {
    // The interruption's error comes from the other context, so `instanceof Error` is false for it.
    if ((error as { code?: unknown } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw error;
    throw new BranchProdError(code, `${what} took longer than ${limitMs} ms.`, {
      nextStep: 'Simplify it: nested repetitions take exponential time.',
      cause: error,
    });
  }
}
