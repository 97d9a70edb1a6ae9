import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { Secret } from '../../config/secret.ts';
import type { DatabaseAddress } from '../database-address.ts';
import type { Branch } from '../engine.ts';
import { type EndPreview, removeBranch } from './clean-up.ts';
import { type BranchDescription, writeDescription } from './descriptions.ts';
import { BRANCH_ROLE } from './finish-preparation.ts';
import { interrupted, throwIfInterrupted } from './interrupted.ts';
import { newId } from './item-id.ts';
import type { DatabaseServer } from './servers/server.ts';
import type { StateFolder } from './state-folder.ts';
import { orDiskFull } from './state-unusable.ts';
import { descriptionPath, itemFolder, placeItem, withStateLock } from './store.ts';
import { ownIdentity } from './with-copy.ts';

export interface StartBranchOptions {
  readonly state: StateFolder;
  readonly server: DatabaseServer;
  readonly endPreview: EndPreview;
  /** Folder whose `data` is the branch's: it becomes the branch's folder. */
  readonly folder: string;
  readonly parent: string;
  readonly database: string;
  readonly copy: 'reflink' | 'copy';
  /** In milliseconds. */
  readonly ttl: number;
  /** The reading of `performance.now()` from which its readiness is counted. */
  readonly calledAt: number;
  readonly signal: AbortSignal;
}

/** Makes a prepared folder a branch and starts its server. When that fails nothing of the branch is left. */
export async function startBranch(options: StartBranchOptions): Promise<Branch> {
  const { state, server, endPreview, parent, database, copy, signal } = options;
  const id = newId('branch');
  const folder = itemFolder(state, 'branch', id);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + options.ttl);
  const description: BranchDescription = {
    id,
    parent,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    database,
    copy,
    owner: await ownIdentity(),
  };
  await writeDescription(join(options.folder, 'branch.json'), description);
  await placeItem(state, options.folder, 'branch', id);
  let address: DatabaseAddress;
  try {
    throwIfInterrupted(signal);
    const password = new Secret(randomBytes(24).toString('base64url'));
    const running = await server.start({
      dataDirectory: join(folder, 'data'),
      database,
      access: { kind: 'login', user: BRANCH_ROLE, password },
    });
    description.server = running.process;
    await writeDescription(descriptionPath(state, 'branch', id), description);
    address = running.address;
    await answerFirstQuery(address);
    throwIfInterrupted(signal);
  } catch (error) {
    await destroy();
    if (signal.aborted) throw interrupted();
    throw await orDiskFull(error, state.path);
  }
  const readyMs = Math.round(performance.now() - options.calledAt);
  return {
    id,
    parent,
    copy,
    readyMs,
    expiresAt,
    address,
    folder,
    destroy,
    [Symbol.asyncDispose]: destroy,
  };

  function destroy(): Promise<void> {
    return withStateLock(state, () => removeBranch(state, description, endPreview));
  }
}

async function answerFirstQuery(address: DatabaseAddress): Promise<void> {
  const client = clientOf(address);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => {});
  }
}

/** A connection that is not open yet, and whose end does not end this process. */
export function clientOf({ host, port, user, password, database }: DatabaseAddress): Client {
  const client = new Client({ host, port, user, database, password: password?.reveal() });
  client.on('error', () => {});
  return client;
}
