import { execFile } from 'node:child_process';
import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readTree } from './directory-tree.ts';

/** How many files are looked at, at a few microseconds each, before others get their turn. */
const FILES_A_TURN = 256;
/** How many files one call of filefrag gets: the system limits the length of a command. */
const FILES_A_CALL = 500;
/** Of `stat.blocks`, in bytes; stat(2). */
const BLOCK = 512;

/** What the files below a directory take of the disk, in bytes, wherever else their blocks are used too. */
export async function allocatedBytes(directory: string): Promise<number> {
  return sumOfBlocks(await readFiles(directory));
}

/**
 * What a branch's data take of the disk besides its parent's, in bytes: of the files changed since it was made, what
 * they don't share. Where nothing can say what they share, all of these files.
 *
 * @param since when the branch was made: all that it shares is older.
 */
export async function ownBytes(
  dataDirectory: string,
  { copy, since }: { readonly copy: 'reflink' | 'copy'; readonly since: Date },
): Promise<number> {
  const files = await readFiles(dataDirectory);
  if (copy === 'copy') return sumOfBlocks(files);
  const changed = files.filter(({ stats }) => stats.mtimeMs > since.getTime());
  let bytes = 0;
  for (let first = 0; first < changed.length; first += FILES_A_CALL) {
    const some = changed.slice(first, first + FILES_A_CALL);
    bytes += (await unsharedBytes(some.map(({ path }) => path))) ?? sumOfBlocks(some);
  }
  return bytes;
}

interface File {
  readonly path: string;
  readonly stats: Stats;
}

async function readFiles(directory: string): Promise<File[]> {
  const files: File[] = [];
  for (const [index, { path, kind }] of (await readTree(directory)).entries()) {
    if (index % FILES_A_TURN === FILES_A_TURN - 1) await nextTurn();
    if (kind !== 'file') continue;
    const file = join(directory, path);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats !== undefined) files.push({ path: file, stats });
  }
  return files;
}

function sumOfBlocks(files: readonly File[]): number {
  return files.reduce((sum, { stats }) => sum + stats.blocks * BLOCK, 0);
}

/**
 * The extents that filefrag, of e2fsprogs, shows without the flag `shared` (FIEMAP_EXTENT_SHARED in Linux's
 * include/uapi/linux/fiemap.h). `undefined` when there is no filefrag, or a file is gone.
 */
async function unsharedBytes(paths: readonly string[]): Promise<number | undefined> {
  try {
    // In /sbin, which is not on everybody's PATH.
    const env = { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LC_ALL: 'C' };
    const options = { env, maxBuffer: 2 ** 28 };
    const { stdout } = await promisify(execFile)('filefrag', ['-v', '--', ...paths], options);
    return readExtents(stdout);
  } catch {
    return undefined;
  }
}

function readExtents(output: string): number {
  let bytes = 0;
  let blockSize = 0;
  for (const line of output.split('\n')) {
    const size = /^File size of .* blocks? of (\d+) bytes\)$/.exec(line)?.[1];
    if (size !== undefined) blockSize = Number(size);
    // The length is 0 for what is not on the disk yet, so the logical offsets have to say it.
    const [, first, last, flags] = /^ *\d+: +(\d+)\.\. *(\d+):.*?([a-z_,]*)$/.exec(line) ?? [];
    if (flags === undefined || flags.split(',').includes('shared')) continue;
    bytes += (Number(last) - Number(first) + 1) * blockSize;
  }
  return bytes;
}
