import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import type { TestInstallation } from '../../../postgres/installations.ts';
import { startPostgres } from '../../../postgres/start-postgres.ts';

const SQL = `CREATE TABLE people (id int PRIMARY KEY, name text);
  INSERT INTO people VALUES (1, 'somebody');
  CREATE ROLE branch LOGIN;
  GRANT SELECT ON people TO branch;`;

/** Makes a data directory of PGlite, at rest, with a table and the role of branches. */
export async function makePgliteDirectory(path: string): Promise<void> {
  const database = await PGlite.create({ dataDir: path });
  await database.exec(SQL);
  await database.close();
}

/** The same of PostgreSQL, owned by the user that copies run as. */
export async function makePostgresDirectory(
  path: string,
  installation: TestInstallation,
): Promise<void> {
  await using server = await startPostgres(installation);
  await server.query(SQL);
  await server.stop();
  await promisify(execFile)('cp', ['-Rp', server.dataDirectory, path]);
  const account = await serverAccount('copy');
  if (account) {
    await promisify(execFile)('chown', ['-R', `${account.uid}:${account.gid}`, path]);
  }
}
