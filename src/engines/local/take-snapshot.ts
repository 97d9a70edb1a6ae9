import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import type { Snapshot, SnapshotOptions } from '../engine.ts';
import { readControlFile } from './control-file.ts';
import type { SnapshotDescription } from './descriptions.ts';
import { withFileLock } from './file-lock.ts';
import { fingerprint, snapshotIdOf } from './item-id.ts';
import type { LocalContext } from './local-engine.ts';
import { makeSnapshot } from './make-snapshot.ts';
import { withSource } from './source-connection.ts';
import { readSourceState, type SourceState } from './source-state.ts';
import { itemFolder, readSnapshot, touchSnapshot, withStateLock } from './store.ts';

/** How long a snapshot lives after its last use, in milliseconds. */
const LIFETIME = 7 * 24 * 60 * 60 * 1000;

/** The snapshot of the source's present state: the cached one, or a new one. Throws as {@link Engine.snapshot}. */
export async function takeSnapshot(
  context: LocalContext,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const { state, server } = context;
  const { source, recipe, signal, onProgress } = options;
  const dataDirectory = await findDataDirectory(source.dataDirectory);
  const identity = await directoryIdentity(dataDirectory);
  const idOf = ({ fingerprint: content }: SourceState) =>
    content && snapshotIdOf([...identity, ...content, server.name, recipe]);

  const lock = join(state.locks, `snapshot-${fingerprint([dataDirectory, recipe])}`);
  const onWait = () => onProgress('waiting for another run that makes this snapshot');
  return withFileLock(
    lock,
    async () => {
      const before = await withSource(source, readSourceState);
      await requireSameCluster(dataDirectory, before);
      const cached = await useCached(context, idOf(before));
      if (cached !== undefined) return asSnapshot(context, cached, true);
      const made = { ...options, state, server, dataDirectory, before, idOf, lifetime: LIFETIME };
      return asSnapshot(context, await makeSnapshot(made), false);
    },
    { signal, onWait },
  );
}

async function findDataDirectory(path: string | undefined): Promise<string> {
  if (path === undefined) {
    throw unsupported('The local engine copies files and needs `source.dataDirectory`', undefined);
  }
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

async function requireSameCluster(dataDirectory: string, source: SourceState): Promise<void> {
  const control = await readControlFile(dataDirectory).catch((error) => {
    if (error instanceof BranchProdError) throw error;
    throw unsupported(`There is no readable data directory at ${dataDirectory}`, error);
  });
  if (String(control.systemIdentifier) !== source.systemIdentifier) {
    throw unsupported(`The server of the source doesn't use ${dataDirectory}`, undefined);
  }
}

function useCached(
  { state }: LocalContext,
  id: string | undefined,
): Promise<SnapshotDescription | undefined> {
  return withStateLock(state, async () => {
    const snapshot = id === undefined ? undefined : await readSnapshot(state, id);
    if (snapshot !== undefined) await touchSnapshot(state, snapshot, LIFETIME);
    return snapshot;
  });
}

function asSnapshot(
  { state }: LocalContext,
  { id, at, server, bytes, report }: SnapshotDescription,
  cached: boolean,
): Snapshot {
  const folder = join(itemFolder(state, 'snapshot', id), 'files');
  return { id, cached, at: new Date(at), server, bytes, report, folder };
}

function unsupported(message: string, cause: unknown): BranchProdError {
  return new BranchProdError('source-unsupported', message, {
    nextStep:
      "Set `source.dataDirectory` in the config to the running server's data directory on this machine.",
    cause,
  });
}
