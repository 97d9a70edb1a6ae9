import type { Client } from 'pg';

/** How a standby follows its source, at one moment. */
export interface Replication {
  /** When its server started. */
  readonly since: Date;
  /** Whether the source's changes arrive. */
  readonly streaming: boolean;
  /** Whether all of the source's log is in the data that was there when the source last said so. */
  readonly caughtUp: boolean;
  readonly paused: boolean;
  readonly timeline: number;
  /** Absent until the first connection to the source since the server started. */
  readonly receivedLsn: string | undefined;
  readonly replayedLsn: string;
  readonly lagBytes: number | undefined;
  /** The instant of the source whose state the data hold, by its clock. */
  readonly at: Date;
  /** How long ago that was, in milliseconds. */
  readonly ageMs: number;
}

/**
 * Asks a standby. Every message of the source says where its log ends and when it was sent (XLogWalRcvProcessMsg in
 * PostgreSQL's src/backend/replication/walreceiver.c), so with the log replayed to that end the data are as of that
 * time; otherwise of the last transaction's, or if there was none since the start, not older than the last
 * checkpoint. How long ago a message came is counted by our own clock, which the source's may differ from.
 */
export async function readReplication(client: Client): Promise<Replication> {
  const { rows } = await client.query<{
    since: Date;
    streaming: boolean;
    caught_up: boolean;
    paused: boolean;
    timeline: number;
    received: string | null;
    replayed: string;
    lag_bytes: string | null;
    at: Date;
    age_ms: number;
  }>(
    `SELECT since, streaming, caught_up, paused, timeline, received::text, replayed::text,
       greatest(0, told - replayed)::text AS lag_bytes,
       CASE WHEN caught_up THEN greatest(sent_at, replayed_at) ELSE coalesce(replayed_at, checkpoint_time) END AS at,
       greatest(0, extract(epoch FROM clock_timestamp() -
         CASE WHEN caught_up THEN came_at ELSE coalesce(replayed_at, checkpoint_time) END) * 1000)::float8 AS age_ms
     FROM (SELECT *, streaming AND replayed >= greatest(received, told) AS caught_up
       FROM (SELECT pg_postmaster_start_time() AS since,
         coalesce(receiver.status = 'streaming', false) AS streaming,
         pg_is_wal_replay_paused() AS paused,
         coalesce(receiver.received_tli, timeline_id) AS timeline,
         pg_last_wal_receive_lsn() AS received,
         greatest(receiver.latest_end_lsn, pg_last_wal_receive_lsn()) AS told,
         pg_last_wal_replay_lsn() AS replayed,
         pg_last_xact_replay_timestamp() AS replayed_at,
         receiver.last_msg_send_time AS sent_at,
         receiver.last_msg_receipt_time AS came_at,
         checkpoint_time
         FROM pg_control_checkpoint() LEFT JOIN pg_stat_wal_receiver AS receiver ON true) AS facts) AS state`,
  );
  const row = rows[0] as (typeof rows)[number];
  return {
    since: row.since,
    streaming: row.streaming,
    caughtUp: row.caught_up,
    paused: row.paused,
    timeline: row.timeline,
    receivedLsn: row.received ?? undefined,
    replayedLsn: row.replayed,
    lagBytes: row.lag_bytes === null ? undefined : Number(row.lag_bytes),
    at: row.at,
    ageMs: row.age_ms,
  };
}
