import { extname } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import { createWorkerPool } from '../worker-pool.ts';
import type { SearchedColumn } from './judge-hit.ts';
import type { SearchedLines } from './search-lines.ts';
import type { SearchAnswer, SearchWorkerData } from './search-worker.ts';

/** Threads that search rows for raw values. */
export interface SearchPool extends AsyncDisposable {
  /** What was found in each chunk of lines; only a few chunks are in the threads at a time. */
  search(
    chunks: AsyncIterable<Buffer>,
    columns: readonly SearchedColumn[],
  ): AsyncIterable<SearchedLines>;
}

const file = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);

/** Starts the threads. They end with the pool, or at once with the signal. */
export function createSearchPool(workerData: SearchWorkerData, signal: AbortSignal): SearchPool {
  const pool = createWorkerPool<SearchAnswer>({ file, workerData, ended: failed, signal });
  return {
    async *search(chunks, columns) {
      for await (const answer of pool.answers(chunks, (chunk) => ({ chunk, columns }))) {
        if (answer === 'failed') throw failed();
        yield answer;
      }
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** The error of a thread could quote a value, so it is only the cause. */
function failed(cause?: unknown): BranchProdError {
  return new BranchProdError('internal', 'a thread that searches for raw values ended', {
    nextStep: 'See that the machine has memory left, and run it again.',
    cause,
  });
}
