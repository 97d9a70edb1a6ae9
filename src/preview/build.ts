import { BranchProdError } from '../errors.ts';
import { exitWithin } from './exit-within.ts';
import { lastLines, type Output } from './output.ts';
import type { ProcessGroup } from './process-group.ts';

/**
 * Waits until a build has ended well. Throws `build-failed`, with the last lines of its output, when it fails or
 * takes longer than `timeoutMs`; rejects with an AbortError when aborted. Nothing of it runs afterwards.
 */
export async function finishBuild(
  build: ProcessGroup,
  options: { output: Output; timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  const { output, timeoutMs, signal } = options;
  const exit = await exitWithin(build, timeoutMs, signal);
  if (exit?.code === 0) return;
  const reason = exit
    ? `ended with code ${exit.code}`
    : `did not end within ${Math.round(timeoutMs / 1_000)} s`;
  throw new BranchProdError('build-failed', `the build ${reason}${lastLines(output)}`, {
    nextStep: 'Make preview.build work in a fresh clone of the commit.',
  });
}
