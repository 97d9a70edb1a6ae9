import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** How often to look, in milliseconds. */
const POLL = 20;

/**
 * Has a server read its configuration again: sessions that begin afterwards have the new settings. Returns whether
 * that is all: some settings wait for a restart.
 */
export async function reloadConfiguration(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ before: string }>(
    'SELECT pg_conf_load_time()::text AS before, pg_reload_conf()',
  );
  for (;;) {
    // Our session reads it after the server itself has.
    const read = await client.query<{ is_new: boolean; complete: boolean }>(
      `SELECT pg_conf_load_time() > $1::timestamptz AS is_new,
         NOT EXISTS (SELECT FROM pg_settings WHERE pending_restart) AS complete`,
      [rows[0]?.before],
    );
    const state = read.rows[0];
    if (state?.is_new) return state.complete;
    await sleep(POLL);
  }
}
