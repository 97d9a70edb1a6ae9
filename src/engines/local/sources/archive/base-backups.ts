import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../../errors.ts';
import { readControlFile } from '../../data-directory/control-file.ts';
import { openOriginal } from '../../data-directory/open-original.ts';

/** A copy of a cluster's files from which its write-ahead log can be replayed. */
export interface BaseBackup {
  /** Of its folder. */
  readonly name: string;
  /** Without links in it. */
  readonly path: string;
  /** The content of `backup_label`. */
  readonly label: string;
  readonly systemIdentifier: string;
  /** An instant while it was taken: only later states can be made of it. */
  readonly takenAt: Date;
}

/**
 * The finished base backups among the sub-folders of a folder, the newest first. Whatever else lies there is left
 * out: links, archives, increments, backups that are still being made. Throws `config-invalid` when the folder can't
 * be read.
 */
export async function listBaseBackups(folder: string): Promise<BaseBackup[]> {
  const { path, entries } = await readFolder(folder);
  const folders = entries.filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map(({ name }) => readBaseBackup(path, name)));
  return found
    .filter((backup) => backup !== undefined)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
}

async function readFolder(folder: string) {
  try {
    const path = await realpath(folder);
    return { path, entries: await readdir(path, { withFileTypes: true }) };
  } catch (cause) {
    throw new BranchProdError('config-invalid', `The base backups in ${folder} can't be read`, {
      nextStep: 'Correct `source.archive.baseBackups`, and let our user read that folder.',
      cause,
    });
  }
}

async function readBaseBackup(folder: string, name: string): Promise<BaseBackup | undefined> {
  const path = join(folder, name);
  try {
    using file = openOriginal(join(path, 'backup_label'));
    const label = await readFile(file.path, 'utf8');
    // Written by pg_basebackup until it is done; a label without a beginning is none, one of an increment says so.
    const isBeingMade = await exists(join(path, 'backup_manifest.tmp'));
    if (!/^START WAL LOCATION: /.test(label) || /^INCREMENTAL FROM /m.test(label) || isBeingMade) {
      return undefined;
    }
    // The label has a time, too, but with an abbreviation such as IST for its zone, which may mean several.
    const { systemIdentifier, writtenAt } = await readControlFile(path);
    return { name, path, label, systemIdentifier: String(systemIdentifier), takenAt: writtenAt };
  } catch {
    return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
