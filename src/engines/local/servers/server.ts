import type { Secret } from '../../../config/secret.ts';
import type { ProcessIdentity } from '../../../process-identity.ts';
import type { DatabaseAddress } from '../../database-address.ts';
import type { ForkOptions } from '../../engine.ts';
import type { Account } from './account.ts';

/**
 * Who can reach a server. `private`: superusers, over a unix socket in a folder that only we may enter, no TCP.
 * `login`: one role that exists, with this password from now on, on a loopback port that the system chooses; before
 * that `change` is called with a session as {@link ForkOptions} has it, which is closed afterwards.
 */
export type Access =
  | { readonly kind: 'private'; readonly socketDirectory: string }
  | {
      readonly kind: 'login';
      readonly user: string;
      readonly password: Secret;
      readonly change?: ForkOptions['change'];
    };

export interface StartOptions {
  readonly dataDirectory: string;
  readonly database: string;
  /** A role of the cluster that is a superuser and may log in. */
  readonly superuser: string;
  readonly access: Access;
  /** Ends a start that takes long: recovery may have hours of write-ahead log to replay. */
  readonly signal?: AbortSignal;
}

/** A server that answers queries. */
export interface RunningServer {
  readonly address: DatabaseAddress;
  readonly process: ProcessIdentity;
  /** Resolves when the server's process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it after a shutdown checkpoint, so that the directory is consistent. Repeating it is harmless. */
  stop(): Promise<void>;
  /** Ends it at once, for directories that nobody needs any more. */
  kill(): Promise<void>;
}

/**
 * What serves a data directory: PostgreSQL in one of its forms. Its process ends when the one that started it
 * does, even by kill -9.
 */
export interface DatabaseServer {
  /** The user who must own the data directory and all in it; `undefined` for our own. */
  account(): Promise<Account | undefined>;
  /**
   * @throws BranchProdError `engine-failed` when the server does not come up, `source-unsupported` when this machine
   * has no program for the directory's version, `interrupted`, or what `change` throws; no process is left then.
   */
  start(options: StartOptions): Promise<RunningServer>;
}
