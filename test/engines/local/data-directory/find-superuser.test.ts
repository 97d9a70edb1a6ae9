import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSuperuser } from '../../../../src/engines/local/data-directory/find-superuser.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';

const { system, embedded } = await findTestInstallations();

describe.each([
  ['of the system', system],
  ['that is embedded', embedded],
] as const)('of a stopped PostgreSQL %s', (_, found) => {
  it('the superuser is the first who may log in', {
    timeout: 60_000,
    ...needs(found),
  }, async () => {
    await using server = await startPostgres(have(found).installation);
    const { dataDirectory } = server;
    const find = async () => {
      await server.stop();
      const name = await findSuperuser(dataDirectory);
      await server.start();
      return name;
    };
    expect(await find()).toBe('postgres');
    await server.query(
      // More than a page of roles that don't count.
      "DO $$ BEGIN FOR i IN 1..100 LOOP EXECUTE format('CREATE ROLE user%s LOGIN', i); END LOOP; END $$",
      'CREATE ROLE closed SUPERUSER NOLOGIN',
      'CREATE ROLE removed SUPERUSER LOGIN',
      'CREATE ROLE "Zoë ""the"" \'boss\'" SUPERUSER LOGIN',
      'DROP ROLE removed',
      'BEGIN',
      'CREATE ROLE never SUPERUSER LOGIN',
      'ROLLBACK',
      "ALTER ROLE postgres PASSWORD 'other'",
    );
    expect(await find()).toBe('postgres');
    await server.query('ALTER ROLE postgres NOLOGIN');
    await server.stop();
    expect(await findSuperuser(dataDirectory)).toBe(`Zoë "the" 'boss'`);
    await writeFile(join(dataDirectory, 'global/pg_filenode.map'), Buffer.alloc(512));
    const call = findSuperuser(dataDirectory);
    await expect(call).rejects.toMatchObject({ code: 'source-unsupported' });
  });
});
