import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskLog } from '../tools.ts';
import { unfinished } from './durable-file.ts';
import { type Entry, isFileOf, keyOf } from './journal-entry.ts';
import { queuedTaskSchema } from './queued-task.ts';

/**
 * The tasks in a journal's folder `queue`, oldest first. What a crash left half-written is removed: nobody was told
 * that it is there. What can't be read is moved to `aside`, and said.
 */
export async function readEntries(
  { queue, aside }: { queue: string; aside: string },
  log: TaskLog,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const file of (await readdir(queue)).sort()) {
    if (file.endsWith(unfinished)) {
      await rm(join(queue, file), { recursive: true });
      continue;
    }
    const entry = await readEntry(queue, file);
    if (entry !== undefined) {
      entries.push(entry);
      continue;
    }
    await rename(join(queue, file), join(aside, file));
    log.error({ file }, 'A task in the journal can not be read; its file is set aside.');
  }
  return entries;
}

async function readEntry(queue: string, file: string): Promise<Entry | undefined> {
  try {
    const task = queuedTaskSchema.parse(JSON.parse(await readFile(join(queue, file), 'utf8')));
    return isFileOf(file, task) ? { key: keyOf(task), task, file } : undefined;
  } catch {
    return undefined;
  }
}
