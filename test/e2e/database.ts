import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Secret } from '../../src/config/secret.ts';
import { databaseUrl } from '../../src/engines/database-address.ts';
import { pgliteServer } from '../../src/engines/local/servers/pglite/pglite-server.ts';
import { superuserPassword } from '../postgres/data-directory.ts';
import type { TestInstallation } from '../postgres/installations.ts';
import { startPostgres } from '../postgres/start-postgres.ts';

/** In every URL of a source. */
export const PASSWORD = superuserPassword.reveal();

export interface TestDatabase extends AsyncDisposable {
  /** The superuser's, with its password. */
  readonly url: Secret;
  readonly dataDirectory: string;
}

/** A running database that `sql` made: PGlite in `folder`, or PostgreSQL in a folder of its own. */
export async function startDatabase(
  folder: string,
  installation: TestInstallation | undefined,
  sql: string,
): Promise<TestDatabase> {
  if (installation !== undefined) {
    const server = await startPostgres(installation);
    await server.query(sql);
    const { postgres: url, dataDirectory } = server.settings;
    return { url, dataDirectory, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }
  const database = await PGlite.create({ dataDir: folder, extensions: { vector } });
  await database.exec(sql);
  await database.close();
  const server = await pgliteServer.start({
    dataDirectory: folder,
    database: 'postgres',
    superuser: 'postgres',
    access: { kind: 'login', user: 'postgres', password: new Secret(PASSWORD) },
  });
  return {
    url: databaseUrl(server.address),
    dataDirectory: folder,
    [Symbol.asyncDispose]: () => server.kill(),
  };
}
