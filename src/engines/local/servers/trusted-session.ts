import type { Client } from 'pg';

/**
 * Options of a connection, as a superuser, to a server of ours on files of the source: what the source's roles and
 * databases have set for their sessions must not hinder us, and a library can only be kept away by an option.
 */
export const SUPERUSER_OPTIONS = [
  'default_transaction_read_only=off',
  'row_security=off',
  'session_preload_libraries=',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Whatever the role or the database has set, nothing may end a session that waits for files to be copied. */
const TIMEOUTS = [
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'lock_timeout',
  'statement_timeout',
  'transaction_timeout',
];

/**
 * Connects, and makes unqualified names mean PostgreSQL's own for as long as the connection lasts: otherwise whoever
 * may create a function in `public` has it run with our rights (CVE-2018-1058). Objects of users have to be qualified.
 * PGlite is left as it is: it has one role, and one session that our settings would outlive.
 */
export async function openSession(client: Client): Promise<void> {
  await client.connect();
  await client.query(settings(false));
}

/**
 * Connects, and begins a read-only transaction that sees one instant and in which names mean what they do in
 * {@link openSession}; nothing of it stays with a server that a pooler gives to others.
 */
export async function openTransaction(client: Client): Promise<void> {
  await client.connect();
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; ${settings(true)}`);
}

/** A statement is understood after those before it were run; the first relies on no search path. Not all know all. */
function settings(isLocal: boolean): string {
  const isMeant = isLocal
    ? ''
    : `WHERE pg_catalog.version() OPERATOR(pg_catalog.!~~) '%(PGlite%'::pg_catalog.text`;
  return `SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', ${isLocal}) ${isMeant};
    SELECT set_config(name, '0', ${isLocal}) FROM unnest('{${TIMEOUTS.join(',')}}'::text[]) AS name
    ${isMeant} ${isMeant === '' ? 'WHERE' : 'AND'} current_setting(name, true) IS NOT NULL`;
}
