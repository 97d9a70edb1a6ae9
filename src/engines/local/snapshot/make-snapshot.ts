import { join } from 'node:path';
import type { SnapshotOptions } from '../../engine.ts';
import { allocatedBytes } from '../data-directory/disk-usage.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import type { LocalContext } from '../local-engine.ts';
import type { SourceCopy, SourceState } from '../sources/source-copy.ts';
import { type SnapshotDescription, writeDescription } from '../state/descriptions.ts';
import { newId } from '../state/item-id.ts';
import { makeRoom } from '../state/make-room.ts';
import { requireEnterable } from '../state/require-enterable.ts';
import { placeItem, SNAPSHOT_LIFETIME } from '../state/store.ts';
import { withCopy } from '../state/with-copy.ts';
import { dropOtherDatabases } from './drop-other-databases.ts';
import { endPreparedTransactions } from './end-prepared-transactions.ts';
import { finishPreparation } from './finish-preparation.ts';
import { withPrivateCopy } from './private-copy.ts';
import { makeReadOnly } from './read-only.ts';
import { readRelationFiles } from './relation-files.ts';
import { requireExtensions } from './require-extensions.ts';
import { scrub } from './scrub.ts';

export interface MakeSnapshotOptions extends SnapshotOptions, LocalContext {
  readonly sourceCopy: SourceCopy;
  /** The source as it was when the cache had nothing for it, and the id that a snapshot of that state gets. */
  readonly before: SourceState;
  readonly idOf: (state: SourceState) => string | undefined;
}

/**
 * Copies the source, has the copy prepared, scrubs it and moves it to its place among the snapshots in one step.
 * Throws as {@link Engine.snapshot} does; nothing of the copy is left then.
 */
export async function makeSnapshot(options: MakeSnapshotOptions): Promise<SnapshotDescription> {
  const { state, signal, onProgress } = options;
  const server = options.servers[options.before.product];
  const owner = await server.account();
  if (owner !== undefined) await requireEnterable(state.path, owner);
  const findParent = async () => undefined;
  return withCopy({ state, signal, findParent }, async (copy) => {
    const data = join(copy.folder, 'data');
    onProgress('copying the source');
    const copied = await options.sourceCopy.copyTo({ ...options, to: data, owner, server });
    const { database, product, superuser } = copied.state;
    throwIfInterrupted(signal);
    onProgress('starting a private server on the copy');
    const privateCopy = { copy, server, owner, database, superuser, signal };
    const { report, relations } = await withPrivateCopy(privateCopy, async (prepared) => {
      await requireExtensions(prepared);
      await endPreparedTransactions(prepared);
      const report = await options.prepare(prepared);
      await dropOtherDatabases(prepared);
      await finishPreparation(prepared);
      return { report, relations: await readRelationFiles(prepared) };
    });
    onProgress('removing what the log and the statistics still hold');
    await scrub(data, relations);
    throwIfInterrupted(signal);
    // Only a source that stood still while it was copied may be found again by its state.
    const before = options.idOf(options.before);
    const same = before !== undefined && before === options.idOf(copied.state);
    const id = same ? before : newId('snapshot');
    const description: SnapshotDescription = {
      id,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + SNAPSHOT_LIFETIME).toISOString(),
      at: copied.state.at.toISOString(),
      server: copied.state.server,
      product,
      superuser,
      database,
      notes: [...copied.notes],
      bytes: await allocatedBytes(data),
      report: report ?? null,
    };
    await makeReadOnly(data);
    await makeReadOnly(join(copy.folder, 'files'));
    await writeDescription(join(copy.folder, 'snapshot.json'), description);
    let removeRest = async () => {};
    await placeItem(state, copy.folder, 'snapshot', id, async () => {
      removeRest = await makeRoom(options, { kind: 'snapshot' });
    });
    await removeRest();
    return description;
  });
}
