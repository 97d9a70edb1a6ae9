import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { findTestInstallations } from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { have, needs } from '../../skip.ts';
import { makeEngineFolder } from './engine-folder.ts';
import { startPostgresSource } from './postgres-source.ts';

const { any } = await findTestInstallations();
const { signal } = new AbortController();
const ttl = 60_000;

test(
  'the change of a fork gives functions of production no rights of a superuser, and meets rows that row security hides',
  needs(any),
  async () => {
    await using source = await startPostgresSource(have(any).installation);
    await source.postgres.query(
      `CREATE FUNCTION planned() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
        BEGIN
          IF current_setting('is_superuser') = 'on' AND current_setting('session_replication_role') = 'replica' THEN
            RAISE EXCEPTION 'with the rights of a superuser';
          END IF;
          RETURN 1;
        END $$`,
      'CREATE INDEX ON people ((id + planned()))',
      'ALTER TABLE people ENABLE ROW LEVEL SECURITY',
    );
    await using folder = await makeEngineFolder(source);
    const engine = folder.engine();
    await using branch = await engine.branch(await folder.snapshot(engine), { ttl, signal });
    let deleted: number | null = 0;
    const change = async (session: Client) => {
      deleted = (await session.query('DELETE FROM public.people WHERE id = 1')).rowCount;
    };
    await using fork = await engine.fork(branch, { ttl, signal, change });
    expect(deleted).toBe(1);
    expect(
      await query(
        fork.address,
        "SELECT rolbypassrls, rolconfig FROM pg_roles WHERE rolname = 'branch'",
      ),
    ).toEqual([{ rolbypassrls: false, rolconfig: null }]);
  },
);
