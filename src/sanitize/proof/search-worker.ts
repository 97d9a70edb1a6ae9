/** A thread that searches rows for raw values, started by search-pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SharedRawValues } from '../raw-values.ts';
import type { SearchedColumn } from './judge-hit.ts';
import type { ProofKey } from './raw-pattern.ts';
import { createLineSearch, type SearchedLines } from './search-lines.ts';

/** What the thread is started with: no mask key. */
export interface SearchWorkerData {
  readonly raw: SharedRawValues;
  readonly key: ProofKey;
}

export interface SearchOrder {
  readonly chunk: Uint8Array;
  readonly columns: readonly SearchedColumn[];
}

/** Of an error nothing is said, since it could quote a value. */
export type SearchAnswer = SearchedLines | 'failed';

const { raw, key } = workerData as SearchWorkerData;
const search = createLineSearch(raw, key);

parentPort?.on('message', ({ chunk, columns }: SearchOrder) => {
  let answer: SearchAnswer = 'failed';
  try {
    answer = search(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), columns);
  } catch {}
  parentPort?.postMessage(answer);
});
