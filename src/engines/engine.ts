import type { Client } from 'pg';
import type { Secret } from '../config/secret.ts';
import type { DatabaseAddress } from './database-address.ts';

/** The source as an engine needs it: a superuser's connection URL, and where its files are. */
export interface SourceSettings {
  readonly postgres: Secret;
  readonly dataDirectory?: string | undefined;
}

/**
 * The raw copy while it is made into a snapshot: reachable by nobody but us, and destroyed whatever happens.
 */
export interface PrivateCopy {
  /** A new superuser connection; closed by the engine at the latest when the preparation ends. */
  connect(): Promise<Client>;
  /**
   * Stops the server cleanly (open connections end), lets `change` work on the files of the data directory,
   * and starts it again.
   */
  offline(change: (dataDirectory: string) => Promise<void>): Promise<void>;
  /** Folder for what belongs to the snapshot beside its data; it exists, and survives with the snapshot. */
  readonly folder: string;
}

export interface SnapshotOptions {
  readonly source: SourceSettings;
  /** What besides the source's state decides the snapshot's content: hash of policy, key id, program version. */
  readonly recipe: string;
  /**
   * Masks, neutralises and proves the copy, and returns what the report says of it (plain JSON). When it throws,
   * the copy is destroyed and nothing is cached.
   */
  readonly prepare: (copy: PrivateCopy) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** An immutable, masked copy of the source at one instant; the parent of branches. */
export interface Snapshot {
  readonly id: string;
  /** False when this call made it. */
  readonly cached: boolean;
  /** The instant whose state it holds. */
  readonly at: Date;
  /** For example `PostgreSQL 18.6 (PGlite)`. */
  readonly server: string;
  readonly bytes: number;
  /** What `prepare` returned when the snapshot was made. */
  readonly report: unknown;
  /** Where `PrivateCopy.folder` is now; read-only. */
  readonly folder: string;
}

/** A writable copy-on-write child of a snapshot, with its server running. */
export interface Branch extends AsyncDisposable {
  readonly id: string;
  /** Snapshot or branch. */
  readonly parent: string;
  readonly copy: 'reflink' | 'copy';
  /** From the call to the first answered query, in whole milliseconds. */
  readonly readyMs: number;
  readonly expiresAt: Date;
  /** With a generated password of a role that is no superuser. */
  readonly address: DatabaseAddress;
  /** Folder of ours for what belongs to this branch, such as its preview; removed with it. */
  readonly folder: string;
  /** Ends its server and removes it. Can be called again. */
  destroy(): Promise<void>;
}

/** Something that exists in the state folder. */
export interface Item {
  readonly id: string;
  readonly kind: 'snapshot' | 'branch';
  readonly parent?: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly bytes: number;
  /**
   * `in-use`: a process that is still running owns it, or a branch stands on it; `expired` when it should have ended
   * by now. `ownerless`: that process is gone. `damaged`: its description can't be read; it can be destroyed.
   */
  readonly status: 'ready' | 'in-use' | 'ownerless' | 'expired' | 'damaged';
}

/** What makes snapshots and branches. Each call first removes what is expired or ownerless. */
export interface Engine {
  readonly name: string;
  /**
   * The snapshot of the source's present state under this recipe: a cached one, or a new one. Two concurrent calls
   * make it once. Throws `source-unreachable`, `source-unsupported`, `state-unusable`, `interrupted`, or what
   * `prepare` throws.
   */
  snapshot(options: SnapshotOptions): Promise<Snapshot>;
  /** Throws `not-found` for an unknown snapshot, `state-unusable`, `engine-failed`, `interrupted`. */
  branch(
    snapshot: string,
    options: { readonly ttl: number; readonly signal: AbortSignal },
  ): Promise<Branch>;
  /** A branch of a branch: the parent's state at this moment. Throws as {@link Engine.branch}. */
  fork(
    branch: Branch,
    options: { readonly ttl: number; readonly signal: AbortSignal },
  ): Promise<Branch>;
  list(): Promise<Item[]>;
  /**
   * Removes a snapshot or a branch. Throws `not-found`; `in-use` when a running process owns it or a branch still
   * stands on it.
   */
  destroy(id: string): Promise<void>;
}
