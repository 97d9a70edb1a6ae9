import { mkdir } from 'node:fs/promises';
import type { ProcessIdentity } from '../../../process-identity.ts';
import { interrupted } from '../interrupted.ts';
import { writeDescription } from './descriptions.ts';
import { newId } from './item-id.ts';
import { ownIdentity } from './own-identity.ts';
import { bury } from './removal.ts';
import { PASSABLE, type StateFolder } from './state-folder.ts';
import { orDiskFull, stateUnusable } from './state-unusable.ts';
import { descriptionPath, itemFolder, withStateLock } from './store.ts';

/** A folder in which a snapshot or a branch is made before it is moved to its place. */
export interface Copy {
  readonly folder: string;
  /** Writes down the server that works on the copy, so that it can be ended after a crash. */
  recordServer(server: ProcessIdentity): Promise<void>;
}

export interface CopyContext {
  readonly state: StateFolder;
  readonly signal: AbortSignal;
  /**
   * Looks, under the state's lock, whether what is to be copied is there, and returns its id if it lies in the state
   * folder: from then on nobody removes it.
   */
  readonly findParent: () => Promise<string | undefined>;
  /** Makes room under the same lock; what it returns is called without it, before any work. */
  readonly makeRoom?: () => Promise<() => Promise<void>>;
}

/**
 * Runs `work` with a folder that has a description and an owner from its first moment. When `work` returns, the
 * folder has been moved away or is removed; when it throws, it is removed. Throws what `work` throws, `interrupted`
 * whenever the signal was the reason, `limit-reached`, and `state-unusable`, also when a full disk must have been the
 * reason.
 */
export async function withCopy<T>(
  { state, signal, findParent, makeRoom }: CopyContext,
  work: (copy: Copy) => Promise<T>,
): Promise<T> {
  const id = newId('copy');
  const owner = await ownIdentity();
  const folder = itemFolder(state, 'copy', id);
  const description = descriptionPath(state, 'copy', id);
  const { parent, removeRest } = await withStateLock(state, async () => {
    const parent = await findParent();
    const removeRest = await makeRoom?.();
    await mkdir(folder, { mode: PASSABLE }).catch((error) => {
      throw stateUnusable(state.path, error);
    });
    await writeDescription(description, { id, parent, owner });
    return { parent, removeRest };
  });
  try {
    await removeRest?.();
    return await work({
      folder,
      recordServer: (server) => writeDescription(description, { id, parent, owner, server }),
    });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw await orDiskFull(error, state.path);
  } finally {
    await bury(state, id);
  }
}
