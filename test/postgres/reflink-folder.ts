import { constants, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Missing } from '../skip.ts';

/** A folder on a file system that copies files by reference (XFS, btrfs), shown by doing it; or why there is none. */
export function reflinkFolder(): { readonly folder: string } | Missing {
  const name = 'BRANCH_PROD_TEST_REFLINK';
  const folder = process.env[name];
  if (!folder) return { reason: `${name} names no folder on a file system with reflink` };
  return canClone(folder) ? { folder } : { reason: `${name} names a folder without reflink` };
}

function canClone(folder: string): boolean {
  let probe: string | undefined;
  try {
    probe = mkdtempSync(join(folder, 'probe-'));
    const file = join(probe, 'file');
    writeFileSync(file, 'something');
    copyFileSync(file, join(probe, 'clone'), constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    if (probe) rmSync(probe, { recursive: true });
  }
}
