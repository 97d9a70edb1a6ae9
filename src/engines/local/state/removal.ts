import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessIdentity } from '../../../process-identity.ts';
import { removeFolder } from '../../../remove-folder.ts';
import { endServer } from '../servers/end-server.ts';
import { serversOn } from '../servers/servers-on.ts';
import {
  branchDescriptionSchema,
  copyDescriptionSchema,
  readDescription,
  writeDescription,
} from './descriptions.ts';
import { newId } from './item-id.ts';
import { ownIdentity } from './own-identity.ts';
import type { StateFolder } from './state-folder.ts';
import { descriptionPath, itemFolder } from './store.ts';

/**
 * Takes a snapshot or a branch away in one step, so that it is there as a whole or not at all: it lies among the
 * copies then, without a description, and whoever comes next removes it. To be called under the state's lock. Returns
 * the id of the remains, which are to be buried, or `undefined` when there was nothing.
 */
export async function retire(
  state: StateFolder,
  kind: 'snapshot' | 'branch',
  id: string,
): Promise<string | undefined> {
  const remains = newId('copy');
  try {
    await rename(itemFolder(state, kind, id), itemFolder(state, 'copy', remains));
    return remains;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Ends what runs on a copy or on the remains of an item, and removes them: without the state's lock, since it takes
 * long for many files. Nobody else does the same meanwhile, unless this program dies. Harmless when they are gone.
 */
export async function bury(state: StateFolder, id: string): Promise<void> {
  const folder = itemFolder(state, 'copy', id);
  if ((await stat(folder).catch(() => undefined)) === undefined) return;
  const server = await recordedServer(state, id);
  const claim = descriptionPath(state, 'copy', id);
  // Without room for it others may do the same work at the same time, which does no harm.
  await writeDescription(claim, { id, owner: await ownIdentity(), server }).catch(() => {});
  try {
    await endAll(join(folder, 'data'), server);
    await removeFolder(folder);
  } catch (error) {
    await rm(claim, { force: true }).catch(() => {});
    throw error;
  }
}

async function recordedServer(
  state: StateFolder,
  id: string,
): Promise<ProcessIdentity | undefined> {
  const copy = readDescription(descriptionPath(state, 'copy', id), copyDescriptionSchema);
  const path = join(itemFolder(state, 'copy', id), 'branch.json');
  const branch = readDescription(path, branchDescriptionSchema);
  const [ofCopy, ofBranch] = await Promise.allSettled([copy, branch]);
  for (const found of [ofBranch, ofCopy]) {
    if (found.status === 'fulfilled' && found.value?.server) return found.value.server;
  }
  return undefined;
}

/** Until none is left: one that is about to start a process may have done so meanwhile. */
async function endAll(dataDirectory: string, recorded: ProcessIdentity | undefined): Promise<void> {
  for (;;) {
    const servers = await serversOn(dataDirectory, recorded);
    if (servers.length === 0) return;
    await Promise.all(servers.map((server) => endServer(server)));
  }
}
