import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { databaseUrl } from '../../../src/engines/database-address.ts';
import type { Engine, PrivateCopy, SnapshotOptions } from '../../../src/engines/engine.ts';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { have, needs } from '../../skip.ts';
import { makeStateFolder, type PostgresSource, startPostgresSource } from './postgres-source.ts';
import { maskPeople } from './source.ts';

const { any } = await findTestInstallations();
const { signal } = new AbortController();

describe('what the source has set for its sessions', { timeout: 120_000, ...needs(any) }, () => {
  let source: PostgresSource;
  let folder: string;
  let engine: Engine;

  beforeAll(async () => {
    source = await startPostgresSource(have(any).installation);
    folder = await makeStateFolder();
    engine = createLocalEngine({ state: join(folder, 'state'), programs: source.programs });
  }, 60_000);
  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    if (folder !== undefined) await removeFolder(folder);
  });

  function snapshot(options: Partial<SnapshotOptions> = {}) {
    const { settings } = source;
    const usual = { source: settings, recipe: 'r', prepare: maskPeople, signal };
    return engine.snapshot({ ...usual, onProgress: () => {}, ...options });
  }

  it('does not hinder a branch or a fork', async () => {
    await source.postgres.query(
      'ALTER DATABASE postgres SET default_transaction_read_only = on',
      "ALTER ROLE postgres SET statement_timeout = '20s'",
    );
    const { id } = await snapshot({ recipe: 'read-only' });
    await using branch = await engine.branch(id, { ttl: 60_000, signal });
    await using fork = await engine.fork(branch, { ttl: 60_000, signal });
    const names = await query(fork.address, 'SELECT name FROM people');
    expect(names).toEqual([{ name: 'somebody' }]);
    await source.postgres.query(
      'SET default_transaction_read_only = off',
      'ALTER DATABASE postgres RESET ALL',
    );
  });

  it("does not decide which functions a preparation's unqualified names mean", async () => {
    await source.postgres.query('ALTER DATABASE postgres SET search_path = public, pg_catalog');
    const prepare = async (copy: PrivateCopy) => {
      await maskPeople(copy);
      return (await (await copy.connect()).query('SHOW search_path')).rows;
    };
    const { report } = await snapshot({ recipe: 'names', prepare });
    expect(report).toEqual([{ search_path: 'pg_catalog, pg_temp' }]);
    await source.postgres.query('ALTER DATABASE postgres RESET ALL');
  });

  it('is in the cached snapshot: another one is made when it changes', async () => {
    const first = await snapshot();
    expect(await snapshot()).toMatchObject({ id: first.id, cached: true });
    await source.postgres.query(
      "ALTER SYSTEM SET hnsw.ef_search = '77'",
      "ALTER SYSTEM SET work_mem = '7MB'",
      'SELECT pg_reload_conf()',
    );
    const show = async () => (await source.postgres.query('SHOW work_mem'))[0]?.work_mem;
    await expect.poll(show).toBe('7MB');
    const changed = await snapshot();
    expect(changed.cached).toBe(false);
    await using branch = await engine.branch(changed.id, { ttl: 60_000, signal });
    const shown = await query(
      branch.address,
      `SELECT current_setting('work_mem') AS memory, current_setting('hnsw.ef_search') AS search`,
    );
    expect(shown).toEqual([{ memory: '7MB', search: '77' }]);
  });

  it('is of one database: another one of the cluster has its own snapshot', async () => {
    await source.postgres.query('CREATE DATABASE other');
    const other = { ...source.address, database: 'other' };
    await query(other, 'CREATE TABLE people (id int, name text)');
    const first = await snapshot();
    const second = await snapshot({
      source: { ...source.settings, postgres: databaseUrl(other) },
    });
    expect([second.cached, second.id === first.id]).toEqual([false, false]);
  });

  it('says of a fork that fails that it was the fork', async () => {
    const { id } = await snapshot();
    await using branch = await engine.branch(id, { ttl: 60_000, signal });
    const base = join(dirname(branch.folder), branch.id, 'data', 'base');
    await symlink('/', join(base, '99999'));
    await expect(engine.fork(branch, { ttl: 60_000, signal })).rejects.toMatchObject({
      code: 'engine-failed',
      message: `The branch ${branch.id} could not be forked`,
    });
  });

  it('says so when no superuser may log in', async () => {
    await source.postgres.query(
      "CREATE ROLE reader LOGIN PASSWORD 'reader'",
      'GRANT EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() TO reader',
      'ALTER ROLE postgres NOLOGIN',
    );
    const url = new URL(source.settings.postgres.reveal());
    url.username = 'reader';
    url.password = 'reader';
    const reading = snapshot({ source: { ...source.settings, postgres: new Secret(url.href) } });
    await expect(reading).rejects.toMatchObject({
      code: 'source-unsupported',
      message: expect.stringContaining('no superuser who may log in'),
    });
  });
});
