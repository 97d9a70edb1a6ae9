import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { Secret } from '../../../config/secret.ts';
import { BranchProdError } from '../../../errors.ts';
import type { DatabaseAddress } from '../../database-address.ts';
import { BRANCH_ROLE, type Branch, type ForkOptions } from '../../engine.ts';
import { interrupted, throwIfInterrupted } from '../interrupted.ts';
import type { Product, Servers } from '../servers/choose-server.ts';
import { openSession } from '../servers/trusted-session.ts';
import { type EndPreview, removeBranch } from '../state/clean-up.ts';
import { type BranchDescription, writeDescription } from '../state/descriptions.ts';
import { newId } from '../state/item-id.ts';
import { ownIdentity } from '../state/own-identity.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { orDiskFull } from '../state/state-unusable.ts';
import {
  descriptionPath,
  itemFolder,
  placeItem,
  readBranch,
  withStateLock,
} from '../state/store.ts';
import { type BranchLife, followBranch } from './follow-branch.ts';

export interface StartBranchOptions {
  readonly state: StateFolder;
  readonly servers: Servers;
  readonly endPreview: EndPreview;
  /** Folder whose `data` is the branch's: it becomes the branch's folder. */
  readonly folder: string;
  readonly parent: string;
  readonly cluster: Cluster;
  readonly copy: 'reflink' | 'copy';
  /** In milliseconds. */
  readonly ttl: number;
  /** See {@link ForkOptions.change}. */
  readonly change?: ForkOptions['change'];
  /** The reading of `performance.now()` from which its readiness is counted. */
  readonly calledAt: number;
  readonly signal: AbortSignal;
}

/** What a branch has from its snapshot: see the descriptions. */
export interface Cluster {
  readonly product: Product;
  readonly superuser: string;
  readonly database: string;
}

/** Makes a prepared folder a branch and starts its server. When that fails nothing of the branch is left. */
export async function startBranch(options: StartBranchOptions): Promise<Branch> {
  const { state, servers, endPreview, parent, cluster, copy, signal } = options;
  const id = newId('branch');
  const folder = itemFolder(state, 'branch', id);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + options.ttl);
  const description: BranchDescription = {
    id,
    parent,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...cluster,
    copy,
    owner: await ownIdentity(),
  };
  await writeDescription(join(options.folder, 'branch.json'), description);
  await placeItem(state, options.folder, 'branch', id);
  let address: DatabaseAddress;
  let life: BranchLife;
  try {
    throwIfInterrupted(signal);
    const password = new Secret(randomBytes(24).toString('base64url'));
    const running = await servers[cluster.product].start({
      ...cluster,
      dataDirectory: join(folder, 'data'),
      access: { kind: 'login', user: BRANCH_ROLE, password, change: guarded(options) },
      signal,
    });
    description.server = running.process;
    await writeDescription(descriptionPath(state, 'branch', id), description);
    address = running.address;
    life = followBranch({ folder, expiresAt, serverEnded: running.ended, remove });
    await answerFirstQuery(address);
    throwIfInterrupted(signal);
  } catch (error) {
    await remove();
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
    ended: life.ended,
    idle,
    destroy: life.destroy,
    [Symbol.asyncDispose]: life.destroy,
  };

  function remove(): Promise<void> {
    return removeBranch(state, id, endPreview);
  }

  async function idle(): Promise<void> {
    await withStateLock(state, async () => {
      const current = await readBranch(state, id);
      if (current === undefined) return;
      const idleSince = current.idleSince ?? new Date().toISOString();
      await writeDescription(descriptionPath(state, 'branch', id), { ...current, idleSince });
    });
  }
}

/** The change, given up when it is interrupted, and whose unexpected errors quote no values. */
function guarded({ change, signal }: StartBranchOptions): ForkOptions['change'] {
  if (change === undefined) return undefined;
  return async (session) => {
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(interrupted());
    signal.addEventListener('abort', onAbort);
    try {
      throwIfInterrupted(signal);
      await Promise.race([change(session), aborted.promise]);
    } catch (cause) {
      if (cause instanceof BranchProdError) throw cause;
      throw new BranchProdError('engine-failed', 'The branch could not be changed', {
        nextStep: 'Check that its server still runs with `branch-prod list`, then try again.',
        cause,
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
}

async function answerFirstQuery(address: DatabaseAddress): Promise<void> {
  const client = clientOf(address);
  try {
    await openSession(client);
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
