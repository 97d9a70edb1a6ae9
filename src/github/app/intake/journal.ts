import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import type { TaskLog } from '../tools.ts';
import { durableWriter } from './durable-writer.ts';
import { type Entry, fileNames, keyOf } from './journal-entry.ts';
import { openProcessedKeys } from './processed-keys.ts';
import type { QueuedTask } from './queued-task.ts';
import { readEntries } from './read-entries.ts';

/** The tasks that are to be done, on disk, so that nothing of what GitHub was told `200` for is lost. */
export interface Journal {
  /** What was left when the journal was opened, oldest first. */
  readonly left: readonly Entry[];
  /**
   * Returns when the task is on disk. `undefined`: it is there already, or was processed a while ago.
   *
   * @throws the file system's error; the task isn't in the journal then
   */
  take(task: QueuedTask): Promise<Entry | undefined>;
  /** It was processed: another delivery of the same is not taken. */
  done(entry: Entry): Promise<void>;
  /** It can't be processed, now or ever. A delivery that somebody sends again is taken. */
  drop(entry: Entry): Promise<void>;
  /** It is kept for a person, who may move the file back to `queue/` and start again; as `drop` otherwise. */
  setAside(entry: Entry): Promise<void>;
  /** How many files wait for a person. */
  asideCount(): number;
  /** Whether the file system takes files at the moment. */
  isWritable(): Promise<boolean>;
}

/** Keys that are remembered: a busy App's deliveries of days, in 660 KB at most. */
const remembered = 10_000;
/** Files that are kept aside; older ones are removed. */
const keptAside = 1_000;

/**
 * Opens the journal in a folder of its own, which it makes: `queue/` holds a file for each task, `aside/` what a
 * person has to look at, `processed` the keys of what is done. One process at a time uses a folder.
 *
 * @throws BranchProdError `state-unusable`
 */
export async function openJournal(
  folder: string,
  { log, now }: { log: TaskLog; now: () => Date },
): Promise<Journal> {
  const queue = join(folder, 'queue');
  const aside = join(folder, 'aside');
  await makePrivate([folder, queue, aside]);
  const processed = await openProcessedKeys(join(folder, 'processed'), remembered);
  const entries = await readEntries({ queue, aside }, log);
  // A crash between the key and the removal leaves a file of a task that is done.
  const left = entries.filter(({ key }) => !processed.has(key));
  const known = new Map<string, Promise<unknown>>(left.map(({ key }) => [key, Promise.resolve()]));
  const write = durableWriter();
  const nextName = fileNames(now);
  const remove = ({ file }: Entry) => rm(join(queue, file), { force: true });
  await Promise.all(entries.filter(({ key }) => processed.has(key)).map(remove));
  let asideCount = await removeOldest(aside, keptAside);
  let probing: Promise<boolean> | undefined;

  return {
    left,
    async take(task) {
      const key = keyOf(task);
      if (processed.has(key)) return undefined;
      const before = known.get(key);
      // Whoever brings the same is answered when it is on disk, and fails if that failed.
      if (before !== undefined) return void (await before);
      const entry = { key, task, file: nextName(key) };
      const written = write(join(queue, entry.file), JSON.stringify(task));
      known.set(key, written);
      try {
        await written;
      } catch (error) {
        known.delete(key);
        throw error;
      }
      return entry;
    },
    async done(entry) {
      try {
        await processed.add(entry.key);
      } finally {
        // Even where the key can't be written: a task that comes twice is harmless, one that never ends is not.
        known.delete(entry.key);
        await remove(entry);
      }
    },
    async drop(entry) {
      known.delete(entry.key);
      await remove(entry);
    },
    async setAside(entry) {
      known.delete(entry.key);
      await rename(join(queue, entry.file), join(aside, entry.file));
      asideCount = await removeOldest(aside, keptAside);
    },
    asideCount: () => asideCount,
    isWritable() {
      probing ??= canWrite(join(folder, 'probe')).finally(() => {
        probing = undefined;
      });
      return probing;
    },
  };
}

/** Tasks hold names of private repositories and branches. */
async function makePrivate(folders: readonly string[]): Promise<void> {
  try {
    for (const folder of folders) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    }
  } catch (cause) {
    throw new BranchProdError('state-unusable', 'The folder for the journal can not be used.', {
      nextStep: 'Set BRANCH_PROD_STATE to a folder that this process may write.',
      cause,
    });
  }
}

/** Returns how many are left. */
async function removeOldest(folder: string, kept: number): Promise<number> {
  const files = (await readdir(folder)).sort();
  const old = files.slice(0, Math.max(0, files.length - kept));
  await Promise.all(old.map((file) => rm(join(folder, file), { force: true, recursive: true })));
  return files.length - old.length;
}

async function canWrite(file: string): Promise<boolean> {
  try {
    await writeFile(file, 'probe', { mode: 0o600 });
    await rm(file);
    return true;
  } catch {
    return false;
  }
}
