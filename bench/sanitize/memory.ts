import { readFile, writeFile } from 'node:fs/promises';

/** The memory of this process with its threads, while it lives. */
export interface MemoryWatch extends AsyncDisposable {
  /** The most that was in use since it began, in bytes. */
  peak(): Promise<number | undefined>;
}

/** Linux counts the peak itself, and can be told to begin anew; elsewhere it is sampled. */
export async function watchMemory(): Promise<MemoryWatch> {
  const isCounted = await writeFile('/proc/self/clear_refs', '5').then(
    () => true,
    () => false,
  );
  let sampled = process.memoryUsage.rss();
  const timer = setInterval(() => {
    sampled = Math.max(sampled, process.memoryUsage.rss());
  }, 100);
  return {
    async peak() {
      if (!isCounted) return sampled;
      const status = await readFile('/proc/self/status', 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}
