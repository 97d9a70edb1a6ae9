import { execFile } from 'node:child_process';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../../../remove-folder.ts';
import { POSTGRES_FOLDERS } from '../data-directory/postgres-files.ts';

const run = promisify(execFile);

/** BTRFS_SUPER_MAGIC in Linux's include/uapi/linux/magic.h */
const BTRFS = 0x9123683e;
/** BTRFS_FIRST_FREE_OBJECTID in include/uapi/linux/btrfs_tree.h: the inode of every subvolume's root. */
const SUBVOLUME_ROOT = 256;

/**
 * Runs `work` on all of a data directory as it was at one instant: a snapshot that btrfs makes in the folder `to`,
 * which must not exist, and that is removed afterwards. `false`, without having run it, where btrfs can't: the
 * directory must be the root of a subvolume, hold no other ones, and lie on the file system of `to`. After a crash `to`
 * is removed like any folder, therefore it is writable.
 */
export async function withFileSystemSnapshot(
  directory: string,
  to: string,
  work: (snapshot: string) => Promise<void>,
): Promise<boolean> {
  if (!(await isWholeSubvolume(directory))) return false;
  try {
    await run('btrfs', ['subvolume', 'snapshot', directory, to]);
  } catch {
    return false;
  }
  try {
    await work(to);
  } finally {
    // Faster than file by file, but not everybody may do it.
    await run('btrfs', ['subvolume', 'delete', to]).catch(() => removeFolder(to));
  }
  return true;
}

/** A snapshot holds none of what is mounted in the directory, nor other subvolumes; those are other devices. */
async function isWholeSubvolume(directory: string): Promise<boolean> {
  if ((await statfs(directory)).type !== BTRFS) return false;
  const { ino, dev } = await stat(directory);
  if (ino !== SUBVOLUME_ROOT) return false;
  const folders = POSTGRES_FOLDERS.map((path) =>
    stat(join(directory, path)).catch(() => undefined),
  );
  return (await Promise.all(folders)).every((folder) => folder === undefined || folder.dev === dev);
}
