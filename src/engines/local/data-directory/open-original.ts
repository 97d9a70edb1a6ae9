import { closeSync, constants, openSync, readlinkSync } from 'node:fs';
import { sourceUnsupported } from '../backup/source-unsupported.ts';

/** A file that is open; `path` reads just this file, whatever becomes of its name. */
export interface Original extends Disposable {
  readonly path: string;
}

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** How often a name may come to mean another file while it is opened: PostgreSQL replaces some by renaming. */
const ATTEMPTS = 10;

/**
 * Opens a file of a directory that others write to, without following a link in any part of its path: whoever can
 * write there, such as the source's server, must not make us, who may be root, copy another file. `path` is absolute,
 * and its links are resolved. Throws `source-unsupported`, and ENOENT if there is none.
 */
export function openOriginal(path: string): Original {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const file = openFile(path);
    const close = () => closeSync(file);
    // Only Linux can say which file was opened, and clone it by its descriptor.
    if (process.platform !== 'linux') return { path, [Symbol.dispose]: close };
    const opened = `/proc/self/fd/${file}`;
    if (readlinkSync(opened) === path) return { path: opened, [Symbol.dispose]: close };
    close();
  }
  throw sourceUnsupported(`${path} is a link or another special file`);
}

function openFile(path: string): number {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') throw sourceUnsupported(`${path} is a link or another special file`);
    if (code === 'EACCES' || code === 'EPERM') throw sourceUnsupported(`${path} is unreadable`);
    throw error;
  }
}
