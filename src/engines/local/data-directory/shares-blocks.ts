import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';

/** Whether a copy of the file at `probe` shares its blocks, found out by making one; nothing is left of it. */
export async function sharesBlocks(file: string, probe: string): Promise<boolean> {
  try {
    await copyFile(file, probe, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true });
  }
}
