import { readlink, rename, rm, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { StandbyWork } from '../../standby-keeper.ts';
import { readTree } from '../data-directory/directory-tree.ts';
import { isPostgresFile, isPostgresFolder } from '../data-directory/postgres-files.ts';
import type { Account } from '../servers/account.ts';
import { makeSocketFolder } from '../snapshot/private-copy.ts';
import { writeDescription } from '../state/descriptions.ts';
import { requireEnterable } from '../state/require-enterable.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { stateUnusable } from '../state/state-unusable.ts';
import { withStateLock } from '../state/store.ts';
import { withCopy } from '../state/with-copy.ts';
import { baseBackup } from './base-backup.ts';
import type { SourceFacts } from './read-source-facts.ts';
import type { SourceAddress } from './source-address.ts';
import type { StandbyDescription, StandbyFolder } from './standby-folder.ts';

export interface MakeStandbyOptions extends StandbyWork {
  readonly state: StateFolder;
  readonly folder: StandbyFolder;
  readonly address: SourceAddress;
  readonly facts: SourceFacts;
  /** Folder of PostgreSQL's programs. */
  readonly programs: string;
  readonly account: Account | undefined;
}

/** Makes the files of a standby, whole or not at all. Throws as {@link baseBackup}. */
export async function makeStandby(options: MakeStandbyOptions): Promise<void> {
  const { state, folder, facts, account, signal } = options;
  if (account !== undefined) await requireEnterable(state.path, account);
  const findParent = async () => undefined;
  await withCopy({ state, signal, findParent }, async (copy) => {
    // First, since it throws for too long a path, and the copy may take hours.
    await makeSocketFolder(copy.folder, account);
    const recordProcess = copy.recordServer;
    await baseBackup({ ...options, folder: copy.folder, recordProcess });
    const data = join(copy.folder, 'data');
    await removeForeignFiles(data);
    for (const { oid } of facts.tablespaces) {
      await relink(join(data, 'pg_tblspc', oid), join(folder.path, 'tablespaces', oid));
    }
    const description: StandbyDescription = {
      id: folder.id,
      source: folder.source,
      createdAt: new Date().toISOString(),
      major: facts.major,
      superuser: facts.superuser,
    };
    await writeDescription(join(copy.folder, 'standby.json'), description);
    await withStateLock(state, async () => {
      await rename(copy.folder, folder.path).catch((error) => {
        throw stateUnusable(folder.path, error);
      });
      await rm(join(folder.path, 'copy.json'));
    });
  });
}

/**
 * pg_basebackup copies whatever lies in the source's data directory: configuration with passwords and commands, keys,
 * logs with values.
 */
async function removeForeignFiles(data: string): Promise<void> {
  for (const { path, kind } of await readTree(data, (path) => !path.startsWith('pg_tblspc/'))) {
    const isOurs =
      kind === 'folder' ? isPostgresFolder(path) : isPostgresFile(path) || path === 'backup_label';
    if (!isOurs) await rm(join(data, path), { recursive: true, force: true });
  }
}

async function relink(link: string, target: string): Promise<void> {
  await readlink(link);
  await unlink(link);
  await symlink(target, link);
}
