import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { databaseUrl } from '../../../../src/engines/database-address.ts';
import { openSession } from '../../../../src/engines/local/servers/trusted-session.ts';
import { readLogicalState } from '../../../../src/engines/local/sources/logical/read-logical-state.ts';
import { readSourceState } from '../../../../src/engines/local/sources/read-source-state.ts';
import {
  withBackupSource,
  withSource,
} from '../../../../src/engines/local/sources/source-connection.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';
import { type PostgresSource, startPostgresSource } from '../postgres-source.ts';

const { any } = await findTestInstallations();

/** As anybody may who can create in `public`: a better match for a call of ours than the function that is meant. */
const TRAP = `SET ROLE mallory;
  CREATE FUNCTION public.concat_ws(text, oid, int, real, int, xid) RETURNS text LANGUAGE plpgsql
    AS $$ BEGIN RAISE 'trapped'; END $$;
  RESET ROLE`;

const TIMEOUTS = ['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout'];

describe('a session in which our own statements run', { timeout: 60_000, ...needs(any) }, () => {
  let source: PostgresSource;

  beforeAll(async () => {
    const { installation } = have(any);
    source = await startPostgresSource(installation);
    await source.postgres.query(
      'CREATE ROLE mallory; GRANT CREATE ON SCHEMA public TO mallory',
      TRAP,
      ...[...TIMEOUTS, ...(installation.major >= 14 ? ['idle_session_timeout'] : [])].map(
        (name) => `ALTER ROLE postgres SET ${name} = '30s'`,
      ),
    );
  }, 60_000);
  afterAll(() => source?.[Symbol.asyncDispose]());

  it.each([
    ['state', withSource, readSourceState],
    ['state for a logical copy', withSource, readLogicalState],
    ['state after a backup', withBackupSource, readSourceState],
  ])('reads the %s of a source without calling functions of its users', async (_, open, read) => {
    const { postgres } = source.settings;
    await expect(open(postgres, read)).resolves.toMatchObject({ database: 'postgres' });
    const unprotected = new Client({ connectionString: postgres.reveal() });
    await unprotected.connect();
    await expect(read(unprotected)).rejects.toThrow('trapped');
    await unprotected.end();
  });

  it('is read-only, where it only reads', async () => {
    const write = withSource(source.settings.postgres, (client) =>
      client.query('CREATE TABLE public.written ()'),
    );
    await expect(write).rejects.toMatchObject({ code: 'source-unreachable' });
  });

  it.each([
    ['for reading', withSource],
    ['for a backup', withBackupSource],
  ])('%s has none of the timeouts that its role is given', async (_, open) => {
    const { rows } = await open(source.settings.postgres, (client) =>
      client.query(
        `SELECT name, setting FROM pg_settings
         WHERE name ~ 'timeout$' AND source NOT IN ('default', 'configuration file')`,
      ),
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(TIMEOUTS));
    expect(rows.filter(({ setting }) => setting !== '0')).toEqual([]);
  });

  it('keeps what the URL sets', async () => {
    const url = new URL(databaseUrl(source.address).reveal());
    url.searchParams.set('options', '-c work_mem=7MB -c search_path=public');
    const shown = await withSource(new Secret(url.href), async (client) => [
      (await client.query('SHOW work_mem')).rows,
      (await client.query('SHOW search_path')).rows,
    ]);
    expect(shown).toEqual([[{ work_mem: '7MB' }], [{ search_path: 'pg_catalog, pg_temp' }]]);
  });

  it("means PostgreSQL's own names for as long as it lasts", async () => {
    const client = new Client({ connectionString: source.settings.postgres.reveal() });
    await openSession(client);
    await client.query('CREATE TEMP TABLE pg_roles AS SELECT 1 AS trap');
    expect((await client.query('SELECT rolname FROM pg_roles LIMIT 1')).rowCount).toBe(1);
    await client.end();
  });
});
