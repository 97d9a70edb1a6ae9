import { Worker } from 'node:worker_threads';

/** A thread with one part of the measurement. */
export interface PartWorker<Ready> extends AsyncDisposable {
  /** What it said once it was ready. */
  readonly ready: Ready;
}

/** Starts a module in a thread of its own and waits for its first message; throws what it throws before. */
export async function startWorker<Ready>(module: URL, data?: unknown): Promise<PartWorker<Ready>> {
  const worker = new Worker(module, { workerData: data });
  const ready = await new Promise<Ready>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  return {
    ready,
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
