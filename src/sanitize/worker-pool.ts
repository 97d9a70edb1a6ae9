import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BranchProdError } from '../errors.ts';

/** Each has caches of its own, so that more of them would take more memory than they save time. */
const MOST_WORKERS = 8;
/** One that is worked on and one that waits. */
const CHUNKS_PER_WORKER = 2;
/** What dies young in these threads is small; left to itself, V8 lets each keep 100 MB of it, and is no faster. */
const YOUNG_MB = 6;

/** Threads that answer for chunks of rows. */
export interface WorkerPool<Answer> extends AsyncDisposable {
  /** Says something to every thread, before the chunks that follow. */
  tell(message: unknown): void;
  /**
   * What the threads answer, in the order of the chunks; a chunk's memory is given away if it is its own. Only a few
   * chunks are in the threads at a time; the next is read when an answer was taken. One call at a time. Throws what
   * `chunks` throws, and the error of `ended` if a thread dies.
   */
  answers(
    chunks: AsyncIterable<Buffer>,
    toMessage: (chunk: Buffer) => unknown,
  ): AsyncIterable<Answer>;
}

export interface WorkerPoolOptions {
  /** The program of the threads: for each chunk it has to post one answer, in the order in which it was asked. */
  readonly file: URL;
  readonly workerData: unknown;
  /** The error of a thread could quote a value, so it may only be a cause. */
  readonly ended: (cause?: unknown) => BranchProdError;
  readonly signal: AbortSignal;
}

/** Starts the threads. They end with the pool, or at once with the signal. */
export function createWorkerPool<Answer>(options: WorkerPoolOptions): WorkerPool<Answer> {
  const { signal } = options;
  const workers = Array.from({ length: Math.min(availableParallelism(), MOST_WORKERS) }, () =>
    createWorker<Answer>(options),
  );
  const end = () => Promise.all(workers.map((worker) => worker.end()));
  const abort = () => void end();
  signal.addEventListener('abort', abort);
  return {
    tell(message) {
      for (const worker of workers) worker.tell(message);
    },
    async *answers(chunks, toMessage) {
      signal.throwIfAborted();
      const waiting: Promise<Answer>[] = [];
      let next = 0;
      for await (const chunk of chunks) {
        const worker = workers[next % workers.length] as AskedWorker<Answer>;
        next += 1;
        const answer = worker.ask(toMessage(chunk), memoryOf(chunk));
        // Another chunk may fail first.
        answer.catch(() => {});
        waiting.push(answer);
        if (waiting.length >= workers.length * CHUNKS_PER_WORKER) {
          yield await (waiting.shift() as Promise<Answer>);
        }
      }
      for (const answer of waiting) yield await answer;
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', abort);
      await end();
    },
  };
}

function memoryOf({ buffer, byteLength }: Buffer): ArrayBuffer[] {
  return byteLength === buffer.byteLength ? [buffer as ArrayBuffer] : [];
}

interface AskedWorker<Answer> {
  tell(message: unknown): void;
  ask(message: unknown, transfer: ArrayBuffer[]): Promise<Answer>;
  end(): Promise<unknown>;
}

function createWorker<Answer>({ file, workerData, ended }: WorkerPoolOptions): AskedWorker<Answer> {
  const worker = new Worker(file, {
    workerData,
    // Node 22 warns of type stripping on standard error.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const asked: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  let failure: BranchProdError | undefined;
  function fail(cause?: unknown) {
    failure ??= ended(cause);
    for (const { reject } of asked.splice(0)) reject(failure);
  }
  worker.on('message', (answer: Answer) => asked.shift()?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', () => fail());
  return {
    tell: (message) => worker.postMessage(message),
    ask(message, transfer) {
      return new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        asked.push({ resolve, reject });
        worker.postMessage(message, transfer);
      });
    },
    end: () => worker.terminate(),
  };
}
