/**
 * A thread that masks rows, started by mask-pool.ts. It is told what a table's rows are, and then gets chunks of them,
 * one after the other.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../../config/secret.ts';
import { BranchProdError, type ErrorCode } from '../../errors.ts';
import { firstAttemptOf } from '../computed/attempts.ts';
import { createKeyedHash } from '../keyed-hash.ts';
import { openKnownValues } from '../known-values.ts';
import { createRawCollector } from '../raw-collector.ts';
import { type Answer, memoryOf, type Order, type WorkerData } from './mask-answer.ts';
import { createRowMasker } from './mask-rows.ts';

const { key, known: shared, columns } = workerData as WorkerData;
const hash = createKeyedHash(new Secret(key));
const known = openKnownValues(shared, hash);
const collector = createRawCollector(hash, columns, shared.publicTexts);
let maskRows: ReturnType<typeof createRowMasker>;

parentPort?.on('message', (order: Order) => {
  if ('table' in order) {
    const firstAttempt = firstAttemptOf(order.attempts);
    maskRows = createRowMasker(order.table, { hash, known, firstAttempt, onRaw: collector.see });
    return;
  }
  const { chunk } = order;
  try {
    const masked = maskRows(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    answer({ masked, raw: collector.take() });
  } catch (error) {
    answer({ error: describe(error) });
  }
  // The collector would come round to it late.
  chunk.buffer.transfer(0);
});

function answer(message: Answer): void {
  parentPort?.postMessage(message, 'masked' in message ? memoryOf(message) : []);
}

/** Only what is written for people crosses; another error could quote a value. */
function describe(error: unknown): { code: ErrorCode; message: string; nextStep: string } {
  if (error instanceof BranchProdError) {
    const { code, message, nextStep } = error;
    return { code, message, nextStep };
  }
  return {
    code: 'mask-failed',
    message: 'rows could not be masked',
    nextStep: 'Report this with the policy.',
  };
}
