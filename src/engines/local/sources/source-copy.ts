import type { SnapshotOptions } from '../../engine.ts';
import type { Account } from '../servers/account.ts';
import type { Product } from '../servers/choose-server.ts';
import type { DatabaseServer } from '../servers/server.ts';

/** The source at one instant. */
export interface SourceState {
  /** Equal for equal content; `undefined` while transactions are in progress, when nothing can be said. */
  readonly fingerprint: readonly string[] | undefined;
  /** The instant whose state it is. */
  readonly at: Date;
  /** For example `PostgreSQL 18.6 (PGlite)`. */
  readonly server: string;
  readonly product: Product;
  /** The database that the source's URL names. */
  readonly database: string;
  /** A role of the source that is a superuser and may log in; the private copy is opened as it. */
  readonly superuser: string;
}

export interface CopyTarget {
  /** The data directory to make; its parent exists. */
  readonly to: string;
  /** Whose files they become; our own if absent. */
  readonly owner: Account | undefined;
  /** What will serve the copy, for a way that has to recover it up to some instant. */
  readonly server: DatabaseServer;
  /** To be called, by a way that rebuilds the indexes, as the engine's contract says. */
  readonly observeSource?: SnapshotOptions['observeSource'];
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** What came of copying. */
export interface CopiedSource {
  readonly state: SourceState;
  readonly copy: 'reflink' | 'copy';
  /** What differs from the source, in sentences for the report; no values. */
  readonly notes: readonly string[];
}

/**
 * A way in which the source becomes a data directory on this machine, on which a server comes up by itself. Both
 * methods throw `source-unreachable`, `source-unsupported`, `state-unusable` or `interrupted`, and close what they
 * open.
 */
export interface SourceCopy {
  /** What names the source besides its content: two that differ here never share a snapshot or the work on one. */
  readonly identity: readonly string[];
  /** The state that a copy made now would hold. */
  readState(): Promise<SourceState>;
  copyTo(target: CopyTarget): Promise<CopiedSource>;
}
