import { chmod, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestInstallation } from '../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../postgres/start-postgres.ts';
import { RAW_VALUE, type TestSource } from './source.ts';

/** A source on real PostgreSQL. */
export interface PostgresSource extends TestSource {
  readonly postgres: TestPostgres;
}

/** A running PostgreSQL with a person; as `startSource`, but without vectors. */
export async function startPostgresSource(
  installation: TestInstallation,
  parent?: string,
): Promise<PostgresSource> {
  const postgres = await startPostgres(installation, parent === undefined ? {} : { parent });
  await postgres.query(
    'CREATE TABLE people (id int PRIMARY KEY, name text)',
    `INSERT INTO people VALUES (1, '${RAW_VALUE}')`,
  );
  return {
    postgres,
    settings: { ...postgres.settings, copy: 'files' },
    address: postgres.address,
    programs: [installation.bin],
    [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
  };
}

/** A folder for an engine's state. As root PostgreSQL runs as another user, who has to pass. */
export async function makeStateFolder(parent = tmpdir()): Promise<string> {
  const path = await mkdtemp(join(await realpath(parent), 'branch-prod-state-'));
  await chmod(path, 0o711);
  return path;
}
