import { mkdir } from 'node:fs/promises';
import { BranchProdError } from '../../errors.ts';
import { identifyProcess, type ProcessIdentity } from '../../process-identity.ts';
import { writeDescription } from './descriptions.ts';
import { interrupted } from './interrupted.ts';
import { newId } from './item-id.ts';
import type { StateFolder } from './state-folder.ts';
import { orDiskFull, stateUnusable } from './state-unusable.ts';
import { descriptionPath, itemFolder, removeItem, withStateLock } from './store.ts';

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
}

/**
 * Runs `work` with a folder that has a description and an owner from its first moment. When `work` returns, the
 * folder has been moved away or is removed; when it throws, it is removed. Throws what `work` throws, `interrupted`
 * whenever the signal was the reason, and `state-unusable`, also when a full disk must have been the reason.
 */
export async function withCopy<T>(
  { state, signal, findParent }: CopyContext,
  work: (copy: Copy) => Promise<T>,
): Promise<T> {
  const id = newId('copy');
  const owner = await ownIdentity();
  const folder = itemFolder(state, 'copy', id);
  const description = descriptionPath(state, 'copy', id);
  const parent = await withStateLock(state, async () => {
    const parent = await findParent();
    await mkdir(folder, { mode: 0o700 }).catch((error) => {
      throw stateUnusable(state.path, error);
    });
    await writeDescription(description, { id, parent, owner });
    return parent;
  });
  try {
    return await work({
      folder,
      recordServer: (server) => writeDescription(description, { id, parent, owner, server }),
    });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw await orDiskFull(error, state.path);
  } finally {
    await withStateLock(state, () => removeItem(state, 'copy', id));
  }
}

/** The identity of this program. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const identity = await identifyProcess(process.pid);
  if (identity === undefined) {
    throw new BranchProdError('engine-failed', 'This process has no start time to know it by', {
      nextStep: 'Use Linux with /proc, or macOS with ps.',
    });
  }
  return identity;
}
