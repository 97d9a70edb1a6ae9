import { pgliteServer } from './pglite/pglite-server.ts';
import { createPostgresServer, type PostgresServerOptions } from './postgres/postgres-server.ts';
import type { DatabaseServer } from './server.ts';

/** What made a data directory, and can serve it and its copies. */
export type Product = 'pglite' | 'postgres';

/** The server for each product. */
export type Servers = Readonly<Record<Product, DatabaseServer>>;

/** All the servers that there are; none is started. */
export function createServers(options: PostgresServerOptions): Servers {
  return { pglite: pgliteServer, postgres: createPostgresServer(options) };
}
