import { join } from 'node:path';
import type { SnapshotOptions } from '../engine.ts';
import { backUp } from './backup.ts';
import { type SnapshotDescription, writeDescription } from './descriptions.ts';
import { directoryBytes } from './directory-tree.ts';
import { finishPreparation } from './finish-preparation.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { newId } from './item-id.ts';
import { withPrivateCopy } from './private-copy.ts';
import { makeReadOnly } from './read-only.ts';
import { scrub } from './scrub.ts';
import type { DatabaseServer } from './servers/server.ts';
import { withSource } from './source-connection.ts';
import { readSourceState, type SourceState } from './source-state.ts';
import type { StateFolder } from './state-folder.ts';
import { placeItem } from './store.ts';
import { withCopy } from './with-copy.ts';

export interface MakeSnapshotOptions extends SnapshotOptions {
  readonly state: StateFolder;
  readonly server: DatabaseServer;
  readonly dataDirectory: string;
  /** The source as it was when the cache had nothing for it, and the id that a snapshot of that state gets. */
  readonly before: SourceState;
  readonly idOf: (state: SourceState) => string | undefined;
  /** In milliseconds. */
  readonly lifetime: number;
}

/**
 * Copies the source, has the copy prepared, scrubs it and moves it to its place among the snapshots in one step.
 * Throws as {@link Engine.snapshot} does; nothing of the copy is left then.
 */
export function makeSnapshot(options: MakeSnapshotOptions): Promise<SnapshotDescription> {
  const { state, server, signal, onProgress } = options;
  const findParent = async () => undefined;
  return withCopy({ state, signal, findParent }, async (copy) => {
    const data = join(copy.folder, 'data');
    onProgress("copying the source's files");
    const { after, database } = await copySource(options, data);
    throwIfInterrupted(signal);
    onProgress('starting a private server on the copy');
    const report = await withPrivateCopy({ copy, server, database, signal }, async (prepared) => {
      const result = await options.prepare(prepared);
      await finishPreparation(prepared);
      return result;
    });
    onProgress('removing what the log and the statistics still hold');
    await scrub(data);
    throwIfInterrupted(signal);
    // Only a source that stood still while it was copied may be found again by its state.
    const before = options.idOf(options.before);
    const id = before !== undefined && before === options.idOf(after) ? before : newId('snapshot');
    const description = {
      id,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + options.lifetime).toISOString(),
      at: after.at.toISOString(),
      server: after.server,
      database,
      bytes: await directoryBytes(data),
      report: report ?? null,
    };
    await makeReadOnly(data);
    await makeReadOnly(join(copy.folder, 'files'));
    await writeDescription(join(copy.folder, 'snapshot.json'), description);
    await placeItem(state, copy.folder, 'snapshot', id);
    return description;
  });
}

async function copySource(options: MakeSnapshotOptions, to: string) {
  const { source, dataDirectory, signal } = options;
  return withSource(source, async (client) => {
    await backUp({ client, from: dataDirectory, to, signal });
    return { after: await readSourceState(client), database: client.database ?? 'postgres' };
  });
}
