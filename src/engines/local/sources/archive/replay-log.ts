import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Secret } from '../../../../config/secret.ts';
import {
  ACCEPT_TABLESPACE_FOLDERS,
  settingLine,
  writeConfigurationFiles,
} from '../../data-directory/configuration-files.ts';
import { copyEntries } from '../../data-directory/copy-files.ts';
import { type Entry, readTree } from '../../data-directory/directory-tree.ts';
import { handOver, takeBack } from '../../data-directory/hand-over.ts';
import { placeFile } from '../../data-directory/place-file.ts';
import {
  isPostgresFile,
  isPostgresFolder,
  POSTGRES_FOLDERS,
  withoutUnlogged,
} from '../../data-directory/postgres-files.ts';
import { setFolderMode } from '../../data-directory/set-folder-mode.ts';
import { StartFailure } from '../../servers/start-failure.ts';
import { makeSocketFolder } from '../../snapshot/private-copy.ts';
import type { CopyTarget } from '../source-copy.ts';
import type { BaseBackup } from './base-backups.ts';
import { explainFailure, unusableBackup } from './replay-failure.ts';

export interface ReplayOptions extends CopyTarget {
  readonly backup: BaseBackup;
  readonly at: Date;
  readonly restoreCommand: Secret;
  /** The content of the copy's `postgresql.conf`. */
  readonly configuration: string;
}

export interface Replayed {
  readonly copy: 'reflink' | 'copy';
  /** Whether there are unlogged tables, whose rows no log holds. */
  readonly hasUnlogged: boolean;
}

/** Milliseconds until the first report of progress, and between two. */
const FIRST_REPORT = 2000;
const NEXT_REPORT = 1000;

/**
 * Copies a base backup, has a private server replay the log on it up to an instant, and stops that server cleanly;
 * nothing of the restore command is left then. `not-finished` when the base backup had no end yet at that instant.
 * This is PostgreSQL's point-in-time recovery:
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-PITR-RECOVERY
 * Throws `source-unsupported` for what the archive lacks, `engine-failed`, `state-unusable`, `interrupted`.
 */
export async function replayLog(options: ReplayOptions): Promise<Replayed | 'not-finished'> {
  const { backup, to, owner, at, restoreCommand } = options;
  const entries = await readBackup(backup.path);
  const copy = await copyEntries({ ...options, from: backup.path, entries, live: true });
  if ((await readTree(to)).length < entries.length) throw unusableBackup('it is being removed');
  const hasTablespaces = entries.some(({ path }) => path.startsWith('pg_tblspc/'));
  const accept = hasTablespaces ? ACCEPT_TABLESPACE_FOLDERS : '';
  await writeConfigurationFiles(to, options.configuration + accept, owner);
  await placeFile(join(to, 'backup_label'), backup.label, owner);
  await placeFile(join(to, 'recovery.signal'), '', owner);
  await placeFile(
    join(to, 'postgresql.auto.conf'),
    settingLine('restore_command', restoreCommand.reveal()) +
      settingLine('recovery_target_time', at.toISOString().replace('Z', '+00')) +
      settingLine('recovery_target_action', 'promote'),
    owner,
  );
  // The log may tell the server to make a tablespace: a link to a place that is the source's, if it is on this machine.
  await setFolderMode(join(to, 'pg_tblspc'), 0o500);
  if ((await recover(options)) === 'not-finished') return 'not-finished';
  takeBack(to, owner);
  await placeFile(join(to, 'postgresql.auto.conf'), '', owner);
  await setFolderMode(join(to, 'pg_tblspc'), 0o700);
  return { copy, hasUnlogged: entries.some(({ path }) => path.endsWith('_init')) };
}

/** The major version, as the file `PG_VERSION` says. */
export async function readMajor(dataDirectory: string): Promise<string> {
  return (await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8')).trim();
}

async function readBackup(from: string): Promise<Entry[]> {
  const isWanted = (path: string) => isPostgresFolder(path) || isPostgresFile(path);
  const entries = await readTree(from, isWanted).catch((cause) => {
    throw unusableBackup(`${from} is unreadable`, cause);
  });
  for (const { path, kind } of entries) {
    if (kind === (isPostgresFolder(path) ? 'folder' : 'file')) continue;
    throw unusableBackup(
      path.startsWith('pg_tblspc/')
        ? 'it has tablespaces outside of its folder'
        : `${path} is a link or another special file`,
    );
  }
  const folders = POSTGRES_FOLDERS.map((path): Entry => ({ path, kind: 'folder' }));
  const others = entries.filter(({ path }) => !POSTGRES_FOLDERS.includes(path));
  return [...folders, ...withoutUnlogged(others)];
}

async function recover(options: ReplayOptions): Promise<'recovered' | 'not-finished'> {
  const { to, owner, server, signal, onProgress } = options;
  const socketDirectory = await makeSocketFolder(dirname(to), owner);
  const began = performance.now();
  const timer = setInterval(() => {
    const passed = performance.now() - began;
    if (passed >= FIRST_REPORT) onProgress(`replaying the log, ${Math.round(passed / 1000)} s`);
  }, NEXT_REPORT);
  try {
    handOver(to, owner);
    const running = await server.start({
      dataDirectory: to,
      // Nobody connects.
      database: 'postgres',
      superuser: 'postgres',
      access: { kind: 'private', socketDirectory },
      signal,
    });
    await running.stop();
    return 'recovered';
  } catch (error) {
    const failure = error instanceof StartFailure ? explainFailure(error, options.at) : error;
    if (failure === 'not-finished') return failure;
    throw failure;
  } finally {
    clearInterval(timer);
    await rm(socketDirectory, { recursive: true, force: true });
  }
}
