import { dirname } from 'node:path';
import { finish, syncFolder, writeUnfinished } from './durable-file.ts';

/** Files open at a time: a burst of webhooks must not use up the process's descriptors. */
const together = 16;

interface Waiting {
  readonly file: string;
  readonly text: string;
  readonly settle: PromiseWithResolvers<void>;
}

/**
 * Writes files of one folder durably, as `writeDurably` does, those that wait together: one flush of the folder then
 * serves all of them. The returned function's promise is fulfilled when its file is on disk.
 */
export function durableWriter(): (file: string, text: string) => Promise<void> {
  const waiting: Waiting[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0) await writeTogether(waiting.splice(0, together));
    busy = false;
  }

  return (file, text) => {
    const settle = Promise.withResolvers<void>();
    waiting.push({ file, text, settle });
    if (!busy) void work();
    return settle.promise;
  };
}

async function writeTogether(batch: readonly Waiting[]): Promise<void> {
  const written: Waiting[] = [];
  await Promise.all(
    batch.map(async (one) => {
      try {
        await writeUnfinished(one.file, one.text);
        await finish(one.file);
        written.push(one);
      } catch (error) {
        one.settle.reject(error);
      }
    }),
  );
  const [first] = written;
  if (first === undefined) return;
  try {
    await syncFolder(dirname(first.file));
    for (const { settle } of written) settle.resolve();
  } catch (error) {
    for (const { settle } of written) settle.reject(error);
  }
}
