/**
 * The process that serves one data directory with PGlite. It is told what to do over the IPC channel, so that
 * no password is in its arguments, and ends when that channel closes.
 */
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { serveConnection } from './client-connection.ts';
import type { Login, Order, Report } from './protocol.ts';
import { createTurnQueue } from './turn-queue.ts';

/** What libpq and the drivers built on it look at; https://www.postgresql.org/docs/18/protocol-flow.html */
const REPORTED_PARAMETERS = [
  'server_version',
  'server_encoding',
  'client_encoding',
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'integer_datetimes',
  'standard_conforming_strings',
];

let database: PGlite | undefined;
let server: Server | undefined;
let port = 5432;
let login: Login | undefined;

// Ctrl-C goes to every process of a terminal's group; the process that started this one decides what it means.
process.on('SIGINT', () => {});
// Without a listener it would leave an image of its memory, raw values and all, in a core file.
process.on('SIGQUIT', () => process.exit(1));
process.on('SIGTERM', () => void shutDown());
process.on('disconnect', () => void shutDown());
process.on('message', (order: Order) => {
  if (order.type === 'stop') void shutDown();
  else
    (order.type === 'start' ? serve(order) : open(order)).then(report, (error: unknown) => {
      report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
      process.exit(1);
    });
});

async function serve(order: Extract<Order, { type: 'start' }>): Promise<Report> {
  database = await PGlite.create({
    dataDir: order.dataDirectory,
    database: order.database,
    extensions: { vector },
  });
  login = order.login;
  const parameters = await readParameters(database);
  const queue = createTurnQueue(database, becomeRole);
  let connections = 0;
  server = createServer({ allowHalfOpen: false }, (socket) => {
    socket.setNoDelay(true);
    connections += 1;
    void serveConnection(socket, {
      id: connections,
      queue,
      login,
      parameters,
      onBroken: () => process.exit(2),
    });
  });
  await new Promise<void>((resolve, reject) => {
    server?.once('error', reject);
    if (order.socketDirectory !== undefined) {
      server?.listen(join(order.socketDirectory, '.s.PGSQL.5432'), resolve);
    } else {
      server?.listen(0, '127.0.0.1', resolve);
    }
  });
  const address = server.address();
  if (typeof address === 'object' && address) port = address.port;
  return { type: 'ready', port };
}

/** Whoever was connected has to be gone; nothing stays of what they set for the one session that all share. */
async function open(order: Extract<Order, { type: 'open' }>): Promise<Report> {
  await database?.exec('DISCARD ALL');
  login = order.login;
  return { type: 'ready', port };
}

/** What makes the session that of the role that logs in. */
function becomeRole(): string | undefined {
  const isSuperuser = login === undefined || login.user === 'postgres';
  return isSuperuser ? undefined : `SET SESSION AUTHORIZATION ${quote(login?.user ?? '')}`;
}

async function readParameters(db: PGlite): Promise<Map<string, string>> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [REPORTED_PARAMETERS],
  );
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function report(message: Report): void {
  if (process.connected) process.send?.(message);
}

async function shutDown(): Promise<never> {
  server?.close();
  await database?.close().catch(() => {});
  process.exit(0);
}
