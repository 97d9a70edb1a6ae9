import type { Client } from 'pg';
import type { Secret } from '../config/secret.ts';
import type { DatabaseAddress } from './database-address.ts';
import type { StandbyKeeper } from './standby-keeper.ts';

/** The role that a preparation makes, once the proof has passed, for whoever uses a branch. */
export const BRANCH_ROLE = 'branch';

/**
 * Extensions by which a database reaches other hosts or runs programs, or whose jobs run by themselves. Every
 * preparation drops them, which needs no file of theirs: the server of a copy may lack them.
 */
export const OUTGOING_EXTENSIONS: readonly string[] = [
  ...['amqp', 'aws_commons', 'aws_lambda', 'aws_s3', 'azure_ai', 'azure_storage', 'dblink'],
  ...[
    'file_fdw',
    'google_ml_integration',
    'http',
    'mongo_fdw',
    'multicorn',
    'mysql_fdw',
    'odbc_fdw',
  ],
  ...['ogr_fdw', 'oracle_fdw', 'pg_background', 'pg_cron', 'pg_curl', 'pg_net', 'pg_smtp_client'],
  ...['pgagent', 'pglogical', 'plproxy', 'plsh', 'postgres_fdw', 'redis_fdw', 'spock', 'tds_fdw'],
  'wrappers',
];

/** The source as an engine needs it. */
export interface SourceSettings {
  /** A connection URL, whose role may read the database and make backups of it. */
  readonly postgres: Secret;
  /** Its data directory, where that is on this machine. */
  readonly dataDirectory?: string | undefined;
  /**
   * How it is copied: its `files` on this machine; the files of a `standby` that is kept here; or `logical`, row by
   * row, where neither can be had.
   */
  readonly copy: 'files' | 'standby' | 'logical';
  /** What the past is made of. */
  readonly archive?: ArchiveSettings | undefined;
}

/** The archive of the source's write-ahead log, and what it is replayed on. */
export interface ArchiveSettings {
  /** PostgreSQL's `restore_command`. */
  readonly restoreCommand: Secret;
  /** Path of the folder whose sub-folders are base backups, as `pg_basebackup --format=plain` makes them. */
  readonly baseBackups: string;
}

/**
 * The raw copy while it is made into a snapshot: reachable by nobody but us, and destroyed whatever happens.
 */
export interface PrivateCopy {
  /**
   * A new connection, a superuser's unless another role is named (in PGlite, which has no other session, always);
   * closed by the engine at the latest when the preparation ends.
   */
  connect(role?: string): Promise<Client>;
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
  /** The instant, in the past, whose state is wanted; the present one if absent. */
  readonly at?: Date | undefined;
  /** What besides the source's state decides the snapshot's content: hash of policy, key id, program version. */
  readonly recipe: string;
  /**
   * Masks, neutralises and proves the copy, and returns what the report says of it (plain JSON). When it throws,
   * the copy is destroyed and nothing is cached.
   */
  readonly prepare: (copy: PrivateCopy) => Promise<unknown>;
  /**
   * For what the copy can't tell of the source. Called before `prepare` by an engine whose copy rebuilds the indexes,
   * and by no other, with a connection to the source inside a read-only transaction that sees exactly what the copy
   * will hold; to be left open, and asked little. When it throws, the snapshot fails with that.
   */
  readonly observeSource?: (client: Client) => Promise<void>;
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
  /** What differs from the source besides the masking, in sentences for the report; no values. */
  readonly notes: readonly string[];
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
  /**
   * Resolves when it is gone, whoever ended it, or when its server has ended; says which. Never rejects. An expired
   * branch is removed even while the program that made it runs.
   */
  readonly ended: Promise<BranchEnd>;
  /**
   * Says that from now on only people look at it: at a limit it may be removed to make room for a new one. Harmless for
   * a branch that is gone. Throws `state-unusable`.
   */
  idle(): Promise<void>;
  /** Ends its server and removes it. Can be called again. */
  destroy(): Promise<void>;
}

/** How a branch came to its end; `lost`: its server ended by itself, the rest is still to be destroyed. */
export type BranchEnd = 'destroyed' | 'expired' | 'made-room' | 'lost';

/** Something that exists in the state folder. */
export interface Item {
  readonly id: string;
  readonly kind: 'snapshot' | 'branch';
  readonly parent?: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What it takes of the disk: of a branch, only what it doesn't share with its parent. */
  readonly bytes: number;
  /**
   * `in-use`: a process that is still running owns it, or a branch stands on it; `idle` when only people look at it.
   * `expired` and `ownerless`, the latter when that process is gone: it should have been removed by now, and could not
   * be. `damaged`: its description can't be read; it can be destroyed.
   */
  readonly status: 'ready' | 'in-use' | 'idle' | 'ownerless' | 'expired' | 'damaged';
}

export interface ForkOptions {
  /** In milliseconds. */
  readonly ttl: number;
  readonly signal: AbortSignal;
  /**
   * Changes the fork before anybody can log in to it, in a session of its role that is the only one, reads and writes
   * all rows whatever row security says, fires no trigger, follows no foreign key, and is closed by the engine (in PGlite
   * it is a superuser's). It may take its time. When it throws a BranchProdError the fork is destroyed and throws that; anything else
   * becomes the cause of an `engine-failed`.
   */
  readonly change?: ((session: Client) => Promise<void>) | undefined;
}

/** What makes snapshots and branches. Each call first removes what is expired or ownerless. */
export interface Engine {
  readonly name: string;
  /**
   * The snapshot of the source's state, the present one or that of `at`, under this recipe: a cached one, or a new one.
   * Two concurrent calls make it once. Throws `config-invalid` when `at` is asked of a source without an archive,
   * `source-unreachable`, `source-unsupported`, `state-unusable`, `interrupted`, or what `prepare` throws.
   */
  snapshot(options: SnapshotOptions): Promise<Snapshot>;
  /**
   * Throws `not-found` for an unknown snapshot, `limit-reached` when there is no room and no idle branch to remove,
   * `state-unusable`, `engine-failed`, `interrupted`.
   */
  branch(
    snapshot: string,
    options: { readonly ttl: number; readonly signal: AbortSignal },
  ): Promise<Branch>;
  /** A branch of a branch: the parent's state at this moment. Throws as {@link Engine.branch}, and what `change` throws. */
  fork(branch: Branch, options: ForkOptions): Promise<Branch>;
  /** Standbys for `source.copy: standby`; absent where an engine keeps none. */
  readonly standby?: StandbyKeeper;
  list(): Promise<Item[]>;
  /**
   * Removes a snapshot or a branch. Throws `not-found`; `in-use` when a running process owns it or a branch still
   * stands on it.
   */
  destroy(id: string): Promise<void>;
}
