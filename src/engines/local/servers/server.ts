import type { Secret } from '../../../config/secret.ts';
import type { ProcessIdentity } from '../../../process-identity.ts';
import type { DatabaseAddress } from '../../database-address.ts';

/**
 * Who can reach a server. `private`: superuser, over a unix socket in a folder that only we may enter, no TCP.
 * `login`: one role with a password, on a loopback port that the system chooses.
 */
export type Access =
  | { readonly kind: 'private'; readonly socketDirectory: string }
  | { readonly kind: 'login'; readonly user: string; readonly password: Secret };

export interface StartOptions {
  readonly dataDirectory: string;
  readonly database: string;
  readonly access: Access;
}

/** A server that has answered its first query. */
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
  /** As the result document shows it, for example `pglite`. */
  readonly name: string;
  /** @throws BranchProdError `engine-failed` when the server does not come up; no process is left then. */
  start(options: StartOptions): Promise<RunningServer>;
}
