import { appendFile, readFile } from 'node:fs/promises';
import { isMissing, writeDurably } from './durable-file.ts';

/** The keys of tasks that were processed, on disk, so that a delivery that arrives again is known after a restart. */
export interface ProcessedKeys {
  has(key: string): boolean;
  /** Returns when the key is on disk. */
  add(key: string): Promise<void>;
}

/**
 * Reads and continues a file of keys, one a line. It holds at most twice `limit` lines; the newest `limit` are known.
 * A line that a crash cut off is no key and is left out.
 */
export async function openProcessedKeys(file: string, limit: number): Promise<ProcessedKeys> {
  const lines = (await readOrNothing(file)).split('\n');
  const keys = new Set(lines.filter((line) => /^[0-9a-f]{32}$/.test(line)).slice(-limit));
  let appended = 0;
  let last = Promise.resolve();

  async function rewrite(): Promise<void> {
    await writeDurably(file, [...keys, ''].join('\n'));
    appended = 0;
  }

  async function append(key: string): Promise<void> {
    keys.add(key);
    for (const old of keys) {
      if (keys.size <= limit) break;
      keys.delete(old);
    }
    if (appended >= limit) return await rewrite();
    try {
      await appendFile(file, `${key}\n`, { flush: true });
      appended += 1;
    } catch (error) {
      // The file may end in half a line now: the next time it is made anew.
      appended = limit;
      throw error;
    }
  }

  await rewrite();
  return {
    has: (key) => keys.has(key),
    add(key) {
      const added = last.then(() => append(key));
      last = added.catch(() => {});
      return added;
    },
  };
}

async function readOrNothing(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
