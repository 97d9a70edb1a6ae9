import { escapeIdentifier } from 'pg';
import type { PrivateCopy } from '../../engine.ts';

/**
 * Leaves the copy one database: no policy speaks of the others, the templates among them, and a branch would have to
 * copy their files.
 */
export async function dropOtherDatabases(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  const { rows } = await client.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE datname <> current_database()',
  );
  for (const { name } of rows) {
    const database = escapeIdentifier(name);
    await client.query(`ALTER DATABASE ${database} IS_TEMPLATE false`);
    await client.query(`DROP DATABASE ${database}`);
  }
  await client.end();
}
