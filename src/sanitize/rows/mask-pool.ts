import { extname } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import type { Attempts } from '../computed/attempts.ts';
import { createWorkerPool } from '../worker-pool.ts';
import { type Answer, memoryOf, type WorkerData } from './mask-answer.ts';
import type { TablePlan } from './table-plan.ts';

export type Masked = Extract<Answer, { masked: unknown }>;

/** Threads that mask rows. */
export interface MaskPool extends AsyncDisposable {
  /**
   * The chunks of a table's rows, masked, in their order; one is gone when the next is asked for. One table at a time.
   * Throws what a mask throws, and what `chunks` throws.
   */
  mask(table: TablePlan, attempts: Attempts, chunks: AsyncIterable<Buffer>): AsyncIterable<Masked>;
}

const file = new URL(`./mask-worker${extname(import.meta.url)}`, import.meta.url);

/** Starts the threads. They end with the pool, or at once with the signal. */
export function createMaskPool(workerData: WorkerData, signal: AbortSignal): MaskPool {
  const pool = createWorkerPool<Answer>({ file, workerData, ended, signal });
  return {
    async *mask(table, attempts, chunks) {
      pool.tell({ table, attempts });
      for await (const answer of pool.answers(chunks, (chunk) => ({ chunk }))) {
        if ('error' in answer) {
          throw new BranchProdError(answer.error.code, answer.error.message, answer.error);
        }
        yield answer;
        // The heap of this thread is small, so that the collector would come round to it late.
        for (const buffer of memoryOf(answer)) buffer.transfer(0);
      }
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

function ended(cause?: unknown): BranchProdError {
  return new BranchProdError('mask-failed', 'a thread that masks rows ended', {
    nextStep: 'See that the machine has memory left, and run it again.',
    cause,
  });
}
