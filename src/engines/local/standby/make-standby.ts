import { readdir, rename, rm, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import type { StandbyWork } from '../../standby-keeper.ts';
import { readTree } from '../data-directory/directory-tree.ts';
import { takeBack } from '../data-directory/hand-over.ts';
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

/**
 * Makes the files of a standby, whole or not at all; they are to be handed over to its server. Throws as {@link baseBackup}.
 */
export async function makeStandby(options: MakeStandbyOptions): Promise<StandbyDescription> {
  const { state, folder, facts, account, signal } = options;
  if (account !== undefined) await requireEnterable(state.path, account);
  const findParent = async () => undefined;
  return withCopy({ state, signal, findParent }, async (copy) => {
    // First, since it throws for too long a path, and the copy may take hours.
    await makeSocketFolder(copy.folder, account);
    const recordProcess = copy.recordServer;
    await baseBackup({ ...options, folder: copy.folder, recordProcess });
    const data = join(copy.folder, 'data');
    // From here on we work on its files ourselves: nobody else may make one of them a link.
    takeBack(data, account);
    await removeForeignFiles(data);
    await relinkTablespaces(data, join(folder.path, 'tablespaces'), facts);
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
    return description;
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

/** One that was made after we asked for them lies in the source's own folder. */
async function relinkTablespaces(
  data: string,
  folder: string,
  { tablespaces }: SourceFacts,
): Promise<void> {
  const links = join(data, 'pg_tblspc');
  const found = await readdir(links, { withFileTypes: true });
  const names = found.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
  const known = new Set(tablespaces.map(({ oid }) => oid));
  if (names.length !== known.size || !names.every((name) => known.has(name))) {
    throw new BranchProdError(
      'source-unsupported',
      'A tablespace of the source was made or removed while it was copied',
      { nextStep: 'Run `branch-prod standby start` again.' },
    );
  }
  for (const name of names) {
    await unlink(join(links, name));
    await symlink(join(folder, name), join(links, name));
  }
}
