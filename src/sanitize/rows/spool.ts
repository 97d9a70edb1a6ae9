import { createReadStream } from 'node:fs';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Masked rows that wait in a file until their table is filled. */
export interface Spool {
  write(lines: Uint8Array): Promise<void>;
  read(): AsyncIterable<Buffer>;
  /** Removes the file. */
  end(): Promise<void>;
}

/** A folder of files with masked rows, for nobody but us. */
export interface SpoolFolder extends AsyncDisposable {
  open(): Promise<Spool>;
}

/** Makes the folder; it goes with everything in it. */
export async function makeSpoolFolder(parent: string): Promise<SpoolFolder> {
  const folder = join(parent, 'rows');
  await mkdir(folder, { mode: 0o700 });
  let count = 0;
  return {
    async open() {
      const path = join(folder, String(++count));
      await writeFile(path, '', { mode: 0o600, flag: 'wx' });
      return {
        // Not kept open: a database may have more tables than a process may have files.
        write: (lines) => appendFile(path, lines),
        read: () => createReadStream(path, { highWaterMark: 1024 * 1024 }),
        end: () => rm(path),
      };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
