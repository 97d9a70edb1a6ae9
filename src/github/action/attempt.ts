import { describeFailure } from '../../investigation/describe-failure.ts';
import { convertFailure } from './convert-failure.ts';
import type { Runner } from './runner.ts';

/** Does something that nothing else depends on: when it fails, the log says so, and `undefined` comes back. */
export async function attempt<T>(
  runner: Pick<Runner, 'warning'>,
  what: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    runner.warning(`${what}: ${safeMessage(error)}`);
    return undefined;
  }
}

/** What of an error may stand in a log: of one that is not ours its kind and place. */
export function safeMessage(error: unknown): string {
  const { message, nextStep } = describeFailure(
    convertFailure(error),
    new AbortController().signal,
  );
  return `${message} ${nextStep}`;
}
