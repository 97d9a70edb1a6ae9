import { runProgram } from './postgres/run-program.ts';

/**
 * Has everything written that waits to be: what was done before must not slow down what is measured next, and free
 * space is only right afterwards.
 */
export async function syncFileSystem(folder: string, signal: AbortSignal): Promise<void> {
  await runProgram('sync', ['-f', folder], { account: undefined, signal });
}
