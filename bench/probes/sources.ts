import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Secret } from '../../src/config/secret.ts';
import { databaseUrl } from '../../src/engines/database-address.ts';
import type { SourceSettings } from '../../src/engines/engine.ts';
import { pgliteServer } from '../../src/engines/local/servers/pglite/pglite-server.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { createCluster, DATABASE } from '../postgres/cluster.ts';
import { sourceSettings } from '../postgres/source-settings.ts';

/** A source that runs until it is disposed of. */
export interface Source extends AsyncDisposable {
  readonly settings: SourceSettings;
}

/** The messages that the application answers from, and as much else as makes a source of `bytes`. */
const statements = (bytes: number) => [
  'CREATE TABLE messages (id int PRIMARY KEY, body text NOT NULL)',
  `INSERT INTO messages SELECT i, 'message ' || i || '.' FROM generate_series(1, 100) AS i`,
  `CREATE TABLE archive AS SELECT i AS id, repeat(md5(i::text), 32) AS body FROM generate_series(1, ${Math.round(bytes / 1100)}) AS i`,
];

/** In a process of its own, as the embedded PGlite is always. */
export async function startPglite(folder: string, bytes: number): Promise<Source> {
  const dataDirectory = join(folder, 'pglite');
  const database = await PGlite.create({ dataDir: dataDirectory });
  for (const statement of statements(bytes)) await database.exec(statement);
  await database.close();
  const server = await pgliteServer.start({
    ...{ dataDirectory, database: 'postgres', superuser: 'postgres' },
    access: { kind: 'login', user: 'postgres', password: new Secret('of a source') },
  });
  return {
    settings: { postgres: databaseUrl(server.address), dataDirectory, copy: 'files' },
    [Symbol.asyncDispose]: () => server.kill(),
  };
}

export async function startPostgres(
  { folder, programs, signal }: BenchmarkContext,
  bytes: number,
): Promise<Source> {
  const cluster = await createCluster(programs, join(folder, 'postgres'), signal);
  try {
    await cluster.start();
    await cluster.query('postgres', `CREATE DATABASE ${DATABASE}`);
    for (const statement of statements(bytes)) await cluster.execute(DATABASE, statement, signal);
  } catch (error) {
    await cluster[Symbol.asyncDispose]();
    throw error;
  }
  return {
    settings: sourceSettings(cluster),
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}
