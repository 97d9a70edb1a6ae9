import { realpath, stat } from 'node:fs/promises';
import type { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import type { SourceSettings } from '../../engine.ts';
import { backUp } from '../backup/backup.ts';
import { serverVersion } from '../backup/backup-functions.ts';
import {
  type AcceptedConfiguration,
  acceptedConfiguration,
} from '../data-directory/accepted-configuration.ts';
import { readConfiguration } from '../data-directory/configuration-files.ts';
import { readControlFile } from '../data-directory/control-file.ts';
import type { LocalContext } from '../local-engine.ts';
import { readSourceState, type ServerState } from './read-source-state.ts';
import { withBackupSource, withSource } from './source-connection.ts';
import type { SourceCopy } from './source-copy.ts';

/**
 * The source's own files, on this machine: copied while its server runs. Throws `source-unsupported` when there is no
 * data directory.
 */
export async function filesOfSource(
  source: SourceSettings,
  { programs }: Pick<LocalContext, 'programs'>,
): Promise<SourceCopy> {
  const dataDirectory = await findDataDirectory(source.dataDirectory);
  return {
    identity: await directoryIdentity(dataDirectory),
    async readState() {
      const state = await withSource(source.postgres, readSourceState);
      await requireSameCluster(dataDirectory, state);
      return state;
    },
    copyTo: ({ to, owner, signal, onProgress }) =>
      withBackupSource(source.postgres, async (client) => {
        const from = dataDirectory;
        const { configuration, notes } = await configurationFor(client, programs);
        const options = { client, from, to, configuration, owner, signal, onProgress };
        const copied = await backUp(options);
        const state = await readSourceState(client);
        return { copy: copied.copy, notes: [...copied.notes, ...notes], state };
      }),
  };
}

async function findDataDirectory(path: string | undefined): Promise<string> {
  if (path === undefined) throw unsupported('There is no `source.dataDirectory`', undefined);
  try {
    return await realpath(path);
  } catch (error) {
    throw unsupported(`The source's data directory ${path} can't be read`, error);
  }
}

/** Two directories of one cluster, such as a copy and its original, go on with the same transaction ids. */
async function directoryIdentity(path: string): Promise<string[]> {
  const { ino, birthtimeMs } = await stat(path);
  return [path, String(ino), String(birthtimeMs)];
}

async function requireSameCluster(dataDirectory: string, source: ServerState): Promise<void> {
  const control = await readControlFile(dataDirectory).catch((error) => {
    if (error instanceof BranchProdError) throw error;
    throw unsupported(`There is no readable data directory at ${dataDirectory}`, error);
  });
  if (String(control.systemIdentifier) !== source.systemIdentifier) {
    throw unsupported(`The server of the source doesn't use ${dataDirectory}`, undefined);
  }
}

/** PGlite comes with us, as it is everywhere. */
async function configurationFor(
  client: Client,
  programs: readonly string[],
): Promise<AcceptedConfiguration> {
  const configuration = await readConfiguration(client);
  const { rows } = await client.query<{ version: string }>('SELECT version()');
  if (rows[0]?.version.includes('(PGlite')) return { configuration, notes: [] };
  const major = Math.floor((await serverVersion(client)) / 10_000);
  return acceptedConfiguration(configuration, { major, programs });
}

function unsupported(message: string, cause: unknown): BranchProdError {
  return new BranchProdError('source-unsupported', message, {
    nextStep:
      "Set `source.dataDirectory` in the config to the running server's data directory on this machine.",
    cause,
  });
}
