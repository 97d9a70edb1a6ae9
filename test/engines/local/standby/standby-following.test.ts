import { lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTree } from '../../../../src/engines/local/data-directory/directory-tree.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { findServer } from '../../../../src/engines/local/servers/find-server.ts';
import { readSourceAddress } from '../../../../src/engines/local/standby/source-address.ts';
import { withStandby } from '../../../../src/engines/local/standby/standby-connection.ts';
import { readStandby } from '../../../../src/engines/local/standby/standby-folder.ts';
import { startStandbyServer } from '../../../../src/engines/local/standby/standby-server.ts';
import { makeFolder } from '../../../postgres/data-directory.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { type StandbyTest, standbyTest } from './standby-test.ts';

const { system } = await findTestInstallations();
const root =
  process.getuid?.() === 0 ? {} : { reason: 'only root runs PostgreSQL as another user' };

describe('a standby that is there', { ...needs(system), timeout: 120_000 }, () => {
  let server: TestPostgres;
  let standby: StandbyTest;
  beforeAll(async () => {
    if (!('installation' in system)) return;
    server = await startPostgres(have(system).installation, { settings: ['wal_keep_size = 1GB'] });
    await server.query('CREATE TABLE first AS SELECT 1 AS n');
    standby = await standbyTest(server.settings.postgres);
    await standby.start();
  }, 120_000);
  afterAll(async () => {
    await standby?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  it('gets new settings of its source by the next start, and goes on', async () => {
    const before = await findServer(standby.folder.data);
    await server.query("ALTER SYSTEM SET work_mem = '77MB'", 'SELECT pg_reload_conf()');
    expect(await standby.start()).toMatchObject({ streaming: true });
    expect(await ask('SHOW work_mem')).toEqual([{ work_mem: '77MB' }]);
    expect(await findServer(standby.folder.data)).toEqual(before);
  });

  it('is restarted for settings that need it', async () => {
    await server.query('ALTER SYSTEM SET max_connections = 140');
    await server.stop();
    await server.start();
    const status = await standby.start();
    expect(status).toMatchObject({ streaming: true });
    expect(status.problem).toBeUndefined();
    expect(await ask('SHOW max_connections')).toEqual([{ max_connections: '140' }]);
  });

  it('is waited for while it has no consistent state yet, and not restarted', async () => {
    const { folder } = standby;
    await server.query('CREATE TABLE log AS SELECT 1 AS n', 'CHECKPOINT');
    await standby.stop();
    const log = join(folder.data, 'pg_wal');
    for (const name of await readdir(log)) {
      if (/^[0-9A-F]{24}$/.test(name)) await rm(join(log, name));
    }
    await server.stop();
    // As of a command that was killed while it waited.
    const started = startStandbyServer({
      folder,
      address: readSourceAddress(standby.source.postgres),
      programs: have(system).installation.bin,
      account: await serverAccount('standby'),
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    await expect.poll(() => findServer(folder.data)).toBeDefined();
    const before = await findServer(folder.data);
    // It tries again 5 s later.
    await expect.poll(() => readFile(folder.log, 'utf8')).toContain('could not connect');
    await server.start();
    expect(await standby.start()).toMatchObject({ state: 'running', streaming: true });
    await started;
    expect(await findServer(folder.data)).toEqual(before);
  });

  it('makes us follow no link of its folder', needs(root), async () => {
    const { data, path } = standby.folder;
    const victim = join(dirname(path), 'victim');
    await writeFile(victim, 'ours', { mode: 0o600 });
    await standby.stop();
    const names = ['standby.signal', 'postgresql.conf', 'pg_hba.conf'];
    for (const name of names) {
      await rm(join(data, name), { force: true });
      await symlink(victim, join(data, name));
    }
    expect(await standby.start()).toMatchObject({ streaming: true });
    expect(await readFile(victim, 'utf8')).toBe('ours');
    expect(await stat(victim)).toMatchObject({ uid: 0, gid: 0 });
    expect((await lstat(join(data, 'standby.signal'))).isFile()).toBe(true);
    await rm(victim);
  });

  it('never opens a new tablespace of its source, and is made anew with one of its own', async () => {
    const folder = join(dirname(server.dataDirectory), 'new tablespace');
    await makeFolder(folder, await serverAccount('standby'));
    await server.query(
      `CREATE TABLESPACE new LOCATION '${folder}'`,
      'CREATE TABLE elsewhere TABLESPACE new AS SELECT 5 AS n',
    );
    await expect
      .poll(() => standby.keeper.status(standby.source), { timeout: 20_000, interval: 100 })
      .toMatchObject({
        state: 'stopped',
        problem: {
          message: expect.stringContaining('new tablespace'),
          nextStep: expect.stringContaining('makes a new one'),
        },
      });
    expect(await readdir(join(standby.folder.data, 'pg_tblspc'))).toEqual([]);
    const files = await readTree(folder);

    const after = await standby.start();
    expect(after).toMatchObject({ state: 'running', streaming: true });
    expect(after.problem).toBeUndefined();
    expect(standby.progress.join()).toContain('it is made anew');
    expect(await ask('SELECT n FROM public.elsewhere')).toEqual([{ n: 5 }]);
    await server.query('UPDATE elsewhere SET n = 6');
    await expect.poll(() => ask('SELECT n FROM public.elsewhere')).toEqual([{ n: 6 }]);
    const links = join(standby.folder.data, 'pg_tblspc');
    expect((await stat(links)).mode & 0o777).toBe(0o500);
    for (const name of await readdir(links)) {
      expect(await readTree(join(links, name))).not.toEqual([]);
      expect((await stat(join(links, name))).ino).toBe(
        (await stat(join(standby.folder.path, 'tablespaces', name))).ino,
      );
    }
    expect(await readTree(folder)).toEqual(files);
  });

  async function ask(statement: string): Promise<unknown[]> {
    const description = await readStandby(standby.folder);
    if (description === undefined) throw new Error('there is none');
    return withStandby(standby.folder, description, 'postgres', async (client) => {
      return (await client.query(statement)).rows;
    });
  }
});
