import type { Client } from 'pg';
import { createCopyTransport } from './copy.ts';
import { cursorTransport } from './cursor.ts';
import type { RowTransport } from './row-transport.ts';

/** The way to a server's rows: the one place that chooses. PGlite reads no COPY from a connection. */
export async function chooseTransport(client: Client): Promise<RowTransport> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `SELECT version(), current_setting('server_encoding') AS encoding`,
  );
  const { version = '', encoding = '' } = rows[0] ?? {};
  return version.includes('(PGlite') ? cursorTransport : createCopyTransport(encoding);
}
