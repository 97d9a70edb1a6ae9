import { parentPort } from 'node:worker_threads';

/** For the thread of a proxy: says its URL, and from then on the thread's processor time whenever it is asked. */
export function serveProxy(url: string): void {
  parentPort?.on('message', () => {
    const { user, system } = process.threadCpuUsage();
    parentPort?.postMessage((user + system) / 1000);
  });
  parentPort?.postMessage(url);
}
