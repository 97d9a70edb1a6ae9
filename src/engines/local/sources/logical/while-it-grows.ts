import { setTimeout as sleep } from 'node:timers/promises';
import { directoryBytes } from '../../data-directory/directory-tree.ts';

/** When the first report is due, and each further one; in milliseconds. */
const FIRST = 2000;
const EACH = 1000;

/** Reports how much a folder holds until `work` has ended, and returns or throws what it does. */
export async function whileItGrows<T>(
  folder: string,
  { what, onProgress }: { what: string; onProgress: (message: string) => void },
  work: Promise<T>,
): Promise<T> {
  const over = new AbortController();
  void report();
  try {
    return await work;
  } finally {
    over.abort();
  }

  async function report(): Promise<void> {
    const { signal } = over;
    const wait = (time: number) => sleep(time, undefined, { signal, ref: false }).catch(() => {});
    for (await wait(FIRST); !signal.aborted; await wait(EACH)) {
      const bytes = await directoryBytes(folder).catch(() => undefined);
      if (bytes !== undefined && !signal.aborted) {
        onProgress(`${what}, ${Math.round(bytes / 1e6)} MB`);
      }
    }
  }
}
