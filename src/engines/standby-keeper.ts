import type { SourceSettings } from './engine.ts';

/** What is known of the standby of a source. Whatever can't be known is absent; it holds no credentials. */
export interface StandbyStatus {
  readonly id: string;
  /** `host:port` of the source. */
  readonly source: string;
  readonly state: 'running' | 'stopped' | 'missing';
  /** Whether the source's changes arrive. */
  readonly streaming: boolean;
  /** When its base backup was complete. */
  readonly createdAt?: Date;
  /** When its server started. */
  readonly since?: Date;
  /** What its files hold. */
  readonly bytes?: number;
  readonly timeline?: number;
  /** The ends of the write-ahead log that has arrived and of what of it is in the data, for example `0/3000148`. */
  readonly receivedLsn?: string;
  readonly replayedLsn?: string;
  /** What of the source's log is not in the data yet, as far as the source has told. */
  readonly lagBytes?: number;
  /** The instant of the source whose state the data hold, by the source's clock, and how long ago that was. */
  readonly at?: Date;
  readonly ageSeconds?: number;
  /** What is wrong, and what to do about it. */
  readonly problem?: { readonly message: string; readonly nextStep: string };
}

export interface StandbyWork {
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/**
 * Keeps a standby of a source on this machine: a replica with all of its raw data, which stays, and whose server
 * goes on when the program ends. The source is told nothing that outlives the connection: no slot keeps its log.
 */
export interface StandbyKeeper {
  /**
   * Makes what is missing, starts what is stopped, and makes it anew when it can't follow its source any more.
   * Throws `source-unreachable`, `source-unsupported`, `state-unusable`, `limit-reached`, `engine-failed`, `interrupted`.
   */
  start(source: SourceSettings, work: StandbyWork): Promise<StandbyStatus>;
  /** Never asks the source itself. Throws `state-unusable`. */
  status(source: SourceSettings): Promise<StandbyStatus>;
  /** Stops its server; with `remove`, its files go too. Throws `state-unusable`, `interrupted`. */
  stop(
    source: SourceSettings,
    options: StandbyWork & { readonly remove: boolean },
  ): Promise<StandbyStatus>;
}
