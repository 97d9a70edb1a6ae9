/**
 * The process that serves one data directory with PGlite. It is told what to do over the IPC channel, so that
 * no password is in its arguments, and ends when that channel closes.
 */
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { type Login, serveConnection } from './client-connection.ts';
import type { Order, Report } from './protocol.ts';
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

// Ctrl-C goes to every process of a terminal's group; the process that started this one decides what it means.
process.on('SIGINT', () => {});
// Without a listener it would leave an image of its memory, raw values and all, in a core file.
process.on('SIGQUIT', () => process.exit(1));
process.on('SIGTERM', () => void shutDown());
process.on('disconnect', () => void shutDown());
process.on('message', (order: Order) => {
  if (order.type === 'stop') void shutDown();
  else
    serve(order).then(report, (error: unknown) => {
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
  const { login } = order;
  const parameters = await readParameters(database);
  const role = login === undefined || login.user === 'postgres' ? undefined : login.user;
  const queue = createTurnQueue(database, role && `SET SESSION AUTHORIZATION ${quote(role)}`);
  let connections = 0;
  server = createServer({ allowHalfOpen: false }, (socket) => {
    socket.setNoDelay(true);
    connections += 1;
    void serveConnection(socket, {
      id: connections,
      queue,
      login: login as Login | undefined,
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
  return { type: 'ready', port: typeof address === 'object' && address ? address.port : 5432 };
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
