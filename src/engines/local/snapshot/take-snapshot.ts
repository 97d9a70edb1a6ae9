import { join } from 'node:path';
import type { Snapshot, SnapshotOptions } from '../../engine.ts';
import type { LocalContext } from '../local-engine.ts';
import { chooseSourceCopy } from '../sources/choose-source-copy.ts';
import type { SourceState } from '../sources/source-copy.ts';
import type { SnapshotDescription } from '../state/descriptions.ts';
import { withFileLock } from '../state/file-lock.ts';
import { fingerprint, snapshotIdOf } from '../state/item-id.ts';
import { itemFolder, readSnapshot, touchSnapshot, withStateLock } from '../state/store.ts';
import { makeSnapshot } from './make-snapshot.ts';

/** The snapshot of the source's state, now or at an instant: the cached one, or a new one. Throws as {@link Engine.snapshot}. */
export async function takeSnapshot(
  context: LocalContext,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const { state } = context;
  const { source, at, recipe, signal, onProgress } = options;
  const sourceCopy = await chooseSourceCopy(source, at, context);
  const { identity } = sourceCopy;
  const idOf = ({ fingerprint: content, product, database }: SourceState) =>
    content && snapshotIdOf([...identity, ...content, product, database, recipe]);

  const lock = join(state.locks, `snapshot-${fingerprint([...identity, recipe])}`);
  const onWait = () => onProgress('waiting for another run that makes this snapshot');
  return withFileLock(
    lock,
    async () => {
      const before = await sourceCopy.readState();
      const cached = await useCached(context, idOf(before));
      if (cached !== undefined) return asSnapshot(context, cached, true);
      const made = { ...options, ...context, sourceCopy, before, idOf };
      return asSnapshot(context, await makeSnapshot(made), false);
    },
    { signal, onWait },
  );
}

function useCached(
  { state }: LocalContext,
  id: string | undefined,
): Promise<SnapshotDescription | undefined> {
  return withStateLock(state, async () => {
    const snapshot = id === undefined ? undefined : await readSnapshot(state, id);
    if (snapshot !== undefined) await touchSnapshot(state, snapshot);
    return snapshot;
  });
}

function asSnapshot(
  { state }: LocalContext,
  { id, at, server, notes, bytes, report }: SnapshotDescription,
  cached: boolean,
): Snapshot {
  const folder = join(itemFolder(state, 'snapshot', id), 'files');
  return { id, cached, at: new Date(at), server, notes, bytes, report, folder };
}
