import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Secret } from '../../../src/config/secret.ts';
import { type DatabaseAddress, databaseUrl } from '../../../src/engines/database-address.ts';
import type { PrivateCopy, SourceSettings } from '../../../src/engines/engine.ts';
import { pgliteServer } from '../../../src/engines/local/servers/pglite/pglite-server.ts';

export { query } from '../../postgres/query.ts';

/** Stands in every place of the source where a raw value may stay behind. */
export const RAW_VALUE = 'raw-value-of-somebody-5d0c2b';

export interface TestSource extends AsyncDisposable {
  readonly settings: SourceSettings & { readonly dataDirectory: string };
  readonly address: DatabaseAddress;
  /** Folders with the programs of PostgreSQL that an engine needs for it. */
  readonly programs: readonly string[];
}

/** A running PGlite with 2,000 vectors under an HNSW index, and a person. */
export async function startSource(): Promise<TestSource> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-source-'));
  const dataDirectory = join(folder, 'data');
  const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
  await database.exec(`
    CREATE EXTENSION vector;
    CREATE TABLE people (id int PRIMARY KEY, name text);
    INSERT INTO people VALUES (1, '${RAW_VALUE}'), (2, 'deleted ${RAW_VALUE}');
    DELETE FROM people WHERE id = 2;
    CREATE TABLE items (id int PRIMARY KEY, embedding vector(64));
    INSERT INTO items SELECT i, (SELECT array_agg(sin(i * 7.1 + j * j * 0.37)) FROM generate_series(1, 64) j)::vector
      FROM generate_series(1, 2000) i;
    CREATE INDEX ON items USING hnsw (embedding vector_l2_ops);`);
  await database.close();
  const server = await pgliteServer.start({
    dataDirectory,
    database: 'postgres',
    superuser: 'postgres',
    access: { kind: 'login', user: 'postgres', password: new Secret('source-password') },
  });
  return {
    settings: { postgres: databaseUrl(server.address), dataDirectory, copy: 'files' },
    address: server.address,
    programs: [],
    async [Symbol.asyncDispose]() {
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** Does to a copy what every preparation has to: masks the one personal value and makes the branch's role. */
export async function maskPeople(copy: PrivateCopy): Promise<{ masked: number }> {
  const client = await copy.connect();
  await client.query("UPDATE public.people SET name = 'somebody'");
  await client.query('VACUUM FULL public.people');
  await client.query('CREATE ROLE branch LOGIN');
  await client.query(
    'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO branch',
  );
  return { masked: 1 };
}
