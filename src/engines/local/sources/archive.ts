import { realpath } from 'node:fs/promises';
import { BranchProdError } from '../../../errors.ts';
import { removeFolder } from '../../../remove-folder.ts';
import type { ArchiveSettings, SourceSettings } from '../../engine.ts';
import { acceptedConfiguration } from '../data-directory/accepted-configuration.ts';
import { readConfiguration } from '../data-directory/configuration-files.ts';
import { readControlFile } from '../data-directory/control-file.ts';
import { findSuperuser } from '../data-directory/find-superuser.ts';
import type { LocalContext } from '../local-engine.ts';
import { findProgramFolder } from '../servers/postgres/find-program-folder.ts';
import { requireSafeReplay } from '../servers/postgres/require-safe-replay.ts';
import { type BaseBackup, listBaseBackups } from './archive/base-backups.ts';
import { type Replayed, readMajor, replayLog } from './archive/replay-log.ts';
import { databaseOf, withSource } from './source-connection.ts';
import type { CopyTarget, SourceCopy, SourceState } from './source-copy.ts';

/** What the source's server says now; it need not run for its past to be had. */
interface Source {
  readonly systemIdentifier: string;
  /** The timeline that it is on; another one, once it was itself restored. */
  readonly timeline: string;
  /** The content of a `postgresql.conf`. */
  readonly configuration: string;
}

/**
 * The source as it was at an instant in the past: a base backup, with the archived log replayed up to the last
 * transaction that had ended by then. Throws `config-invalid` without an archive.
 */
export async function archiveOfSource(
  source: SourceSettings,
  at: Date,
  { programs }: Pick<LocalContext, 'programs'>,
): Promise<SourceCopy> {
  const archive = requireArchive(source);
  const { baseBackups } = archive;
  const database = databaseOf(source.postgres);
  let answer: Promise<Source | undefined> | undefined;
  const askOnce = () => {
    answer ??= ask(source);
    return answer;
  };

  async function stateOf(backup: BaseBackup, dataDirectory: string): Promise<SourceState> {
    const asked = await askOnce();
    const settings = asked?.configuration ?? 'defaults';
    const timeline = asked?.timeline ?? String((await readControlFile(backup.path)).timeline);
    return {
      // The log of one timeline makes the same of every base backup.
      fingerprint: ['archive', backup.systemIdentifier, timeline, at.toISOString(), settings],
      at,
      server: `PostgreSQL ${await readMajor(backup.path)}`,
      product: 'postgres',
      database,
      superuser: await findSuperuser(dataDirectory),
    };
  }

  return {
    identity: ['archive', await realpath(baseBackups).catch(() => baseBackups)],
    async readState() {
      const [newest] = chooseBackups(await listBaseBackups(baseBackups), at, await askOnce());
      return stateOf(newest, newest.path);
    },
    async copyTo(target) {
      const asked = await askOnce();
      const backups = chooseBackups(await listBaseBackups(baseBackups), at, asked);
      const major = Number(await readMajor(backups[0].path));
      await requireSafeReplay(await findProgramFolder(major, programs));
      const accepted = await acceptedConfiguration(asked?.configuration ?? '', { major, programs });
      const replay = { archive, at, configuration: accepted.configuration, target };
      const { backup, copy, hasUnlogged } = await replayNewest(backups, replay);
      const notes = [
        `The data are those of ${at.toISOString()}, replayed from the base backup ${backup.name}.`,
        ...accepted.notes,
      ];
      if (hasUnlogged) notes.push('Unlogged tables are empty on the copy.');
      if (asked === undefined) {
        notes.push("The source can't be reached: settings such as TimeZone are the defaults.");
      }
      return { state: await stateOf(backup, target.to), copy, notes };
    },
  };
}

function requireArchive({ archive }: SourceSettings): ArchiveSettings {
  if (archive !== undefined) return archive;
  throw new BranchProdError('config-invalid', 'The source has no archive to show its past', {
    nextStep:
      'Set `source.archive` in the config: `restoreCommand`, such as `cp /archive/%f %p`, and `baseBackups`, the folder of its base backups.',
  });
}

/** `undefined` when the source can't be reached: production may be down, and that the reason for asking. */
async function ask({ postgres }: SourceSettings): Promise<Source | undefined> {
  try {
    return await withSource(postgres, async (client) => {
      const { rows } = await client.query<{ system: string; timeline: string }>(
        `SELECT system_identifier::text AS system, timeline_id::text AS timeline
         FROM pg_control_system(), pg_control_checkpoint()`,
      );
      const { system, timeline } = rows[0] as (typeof rows)[number];
      const configuration = await readConfiguration(client);
      return { systemIdentifier: system, timeline, configuration };
    });
  } catch (error) {
    if (error instanceof BranchProdError && error.code === 'source-unreachable') return undefined;
    throw error;
  }
}

/** The source's base backups that may have been finished by then, the newest first. Throws `source-unsupported`. */
function chooseBackups(
  all: readonly BaseBackup[],
  at: Date,
  source: Source | undefined,
): [BaseBackup, ...BaseBackup[]] {
  const systems = new Set(all.map(({ systemIdentifier }) => systemIdentifier));
  if (source === undefined && systems.size > 1) {
    throw unsupported(
      "The source can't be reached, and there are base backups of several clusters",
      'Give each cluster a folder of its own, and set `source.archive.baseBackups` to that of the source.',
    );
  }
  const own = all.filter((backup) => {
    return source === undefined || backup.systemIdentifier === source.systemIdentifier;
  });
  const oldest = own.at(-1);
  if (oldest === undefined) {
    throw unsupported(
      'There is no base backup of the source',
      'Make one with `pg_basebackup --format=plain` in the folder that `source.archive.baseBackups` names.',
    );
  }
  const [newest, ...others] = own.filter(({ takenAt }) => takenAt <= at);
  if (newest === undefined) throw tooEarly(at, oldest);
  return [newest, ...others];
}

interface Replay {
  readonly archive: ArchiveSettings;
  readonly at: Date;
  readonly configuration: string;
  readonly target: CopyTarget;
}

/** A backup that was still being made at that instant doesn't do; nothing but replaying its log tells. */
async function replayNewest(
  backups: readonly [BaseBackup, ...BaseBackup[]],
  { archive, at, configuration, target }: Replay,
): Promise<Replayed & { readonly backup: BaseBackup }> {
  const { restoreCommand } = archive;
  for (const backup of backups) {
    const replayed = await replayLog({ ...target, backup, at, restoreCommand, configuration });
    if (replayed !== 'not-finished') return { ...replayed, backup };
    await removeFolder(target.to);
  }
  throw tooEarly(at, backups.at(-1) as BaseBackup);
}

function tooEarly(at: Date, oldest: BaseBackup): BranchProdError {
  return unsupported(
    `No base backup had been finished by ${at.toISOString()}: the oldest is of ${oldest.takenAt.toISOString()}`,
    'Choose a later instant, or put an older base backup into the folder that `source.archive.baseBackups` names.',
  );
}

function unsupported(message: string, nextStep: string): BranchProdError {
  return new BranchProdError('source-unsupported', message, { nextStep });
}
