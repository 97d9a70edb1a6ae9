import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DatabaseAddress } from '../../../src/engines/database-address.ts';

/** A proxy in front of a branch, in a thread of its own. */
export interface ProxyThread extends AsyncDisposable {
  readonly url: string;
  /** The processor time that its thread has taken so far, in milliseconds; other load of the machine is not in it. */
  cpuMs(): Promise<number>;
}

/** Starts a module that says its URL when it is ready and then answers each message with its processor time. */
export async function startProxy(
  module: URL,
  { password, ...address }: DatabaseAddress,
): Promise<ProxyThread> {
  const workerData = { ...address, password: password?.reveal() };
  const worker = new Worker(module, { workerData });
  const [url] = await once(worker, 'message');
  return {
    url,
    async cpuMs() {
      worker.postMessage('cpu');
      const [ms] = await once(worker, 'message');
      return ms;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
