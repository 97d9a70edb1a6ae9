import { setTimeout as sleep } from 'node:timers/promises';
import { BranchProdError } from '../errors.ts';
import { lastLines, type Output } from './output.ts';
import type { Exit, ProcessGroup } from './process-group.ts';

/**
 * Waits until a build has ended well. Throws `build-failed`, with the last lines of its output, when it fails or
 * takes longer than `timeoutMs`; rejects with the signal's reason when aborted. Nothing of it runs afterwards.
 */
export async function finishBuild(
  build: ProcessGroup,
  options: { output: Output; timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  const { output, timeoutMs, signal } = options;
  let exit: Exit | undefined;
  try {
    exit = await exitWithin(build, timeoutMs, signal);
  } finally {
    await build.end();
  }
  if (exit?.code === 0) return;
  const reason = exit
    ? `ended with code ${exit.code}`
    : `did not end within ${Math.round(timeoutMs / 1_000)} s`;
  throw new BranchProdError('build-failed', `the build ${reason}${lastLines(output)}`, {
    nextStep: 'Make preview.build work in a fresh clone of the commit.',
  });
}

async function exitWithin(
  group: ProcessGroup,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exit | undefined> {
  const exited = new AbortController();
  const either = AbortSignal.any([signal, exited.signal]);
  try {
    return await Promise.race([group.exit, sleep(timeoutMs, undefined, { signal: either })]);
  } finally {
    exited.abort();
  }
}
