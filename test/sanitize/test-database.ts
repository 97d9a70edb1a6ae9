import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Catalog, readCatalog } from '../../src/sanitize/catalog.ts';
import { startDatabase } from '../e2e/database.ts';
import type { TestInstallation } from '../postgres/installations.ts';

/** A database in which each test makes what it needs, and leaves nothing. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Runs `work` in a transaction after these statements, and takes both back. */
  inSchema<T>(sql: string, work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** The catalog of the database that these statements make. */
  catalogOf(sql: string): Promise<Catalog>;
  /** Runs statements that stay. */
  run(sql: string): Promise<pg.QueryResult>;
}

/** In PGlite, or in this PostgreSQL; both with pgvector. */
export async function openTestDatabase(installation?: TestInstallation): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'test-database-'));
  const database = await startDatabase(join(folder, 'data'), installation, 'SELECT');
  const client = new pg.Client({ connectionString: database.url.reveal() });
  client.on('error', () => {});
  await client.connect();
  async function inSchema<T>(sql: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    try {
      await client.query(`BEGIN; ${sql}`);
      return await work(client);
    } finally {
      await client.query('ROLLBACK');
    }
  }
  return {
    url: database.url.reveal(),
    inSchema,
    catalogOf: (sql) => inSchema(sql, readCatalog),
    run: (sql) => client.query(sql),
    async [Symbol.asyncDispose]() {
      await client.end();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
