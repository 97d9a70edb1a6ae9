import { realpath } from 'node:fs/promises';
import type { Client } from 'pg';
import {
  ACCEPT_TABLESPACE_FOLDERS,
  readConfiguration,
  writeConfigurationFiles,
} from '../data-directory/configuration-files.ts';
import { handOver } from '../data-directory/hand-over.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import type { Account } from '../servers/account.ts';
import { copyCluster } from './copy-cluster.ts';
import { readStorage } from './source-storage.ts';
import { describeUnlogged } from './unlogged-tables.ts';

export interface BackupOptions {
  /**
   * To the running server of `from`; all of the backup happens in this one session. When it fails, the caller ends
   * the session, and with it whatever the backup has begun on the server.
   */
  readonly client: Client;
  readonly from: string;
  /** The data directory to make. */
  readonly to: string;
  /** The content of the copy's `postgresql.conf`; what the server says of its settings if absent. */
  readonly configuration?: string | undefined;
  /** Whose files they become; our own if absent. */
  readonly owner?: Account | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((message: string) => void) | undefined;
}

export interface Backup {
  readonly copy: 'reflink' | 'copy';
  /** What the copy doesn't have, in sentences for the report. */
  readonly notes: readonly string[];
}

/**
 * Copies the files of a running server, primary or standby, so that a server started on the copy recovers the state
 * of the end of this call, down to the bytes of its indexes, and writes nothing outside of it. Throws
 * `source-unsupported` for files that can't be copied, `state-unusable`, `interrupted`, and errors of the connection
 * as they are.
 */
export async function backUp(options: BackupOptions): Promise<Backup> {
  const { client, to, owner, signal } = options;
  throwIfInterrupted(signal);
  const from = await realpath(options.from);
  const storage = await readStorage(client, from);
  const configuration = options.configuration ?? (await readConfiguration(client));
  const notes = await describeUnlogged(client);
  const copy = await copyCluster({ ...options, from, storage });
  const folders = storage.tablespaces.length > 0 ? ACCEPT_TABLESPACE_FOLDERS : '';
  await writeConfigurationFiles(to, configuration + folders, owner);
  throwIfInterrupted(signal);
  handOver(to, owner);
  return { copy, notes };
}
