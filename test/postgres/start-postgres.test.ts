import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, realpath, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { databaseUrl } from '../../src/engines/database-address.ts';
import { have, needs } from '../skip.ts';
import { findTestInstallations } from './installations.ts';
import { query } from './query.ts';
import { reflinkFolder } from './reflink-folder.ts';
import { startPostgres } from './start-postgres.ts';

const { system, embedded, withVector, any } = await findTestInstallations();

describe.each([
  ['of the system', system],
  ['that is embedded', embedded],
] as const)('the PostgreSQL %s', (_, found) => {
  it('starts, answers on both its addresses, and is gone afterwards', needs(found), async () => {
    const { installation } = have(found);
    const server = await startPostgres(installation, {
      settings: ['work_mem = 5MB'],
      hba: ['local all guest reject'],
      initdb: ['--data-checksums'],
    });
    const { dataDirectory, address, socketAddress, settings } = server;
    const ask = "SELECT current_setting('server_version_num')::int / 10000 AS major";
    for (const each of [address, socketAddress]) {
      expect(await query(each, ask)).toEqual([{ major: installation.major }]);
    }
    expect(settings.postgres.reveal()).toBe(databaseUrl(address).reveal());
    expect(await server.query('SHOW data_directory')).toEqual([{ data_directory: dataDirectory }]);
    expect(await server.query('SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
    expect(await server.query('SHOW work_mem')).toEqual([{ work_mem: '5MB' }]);
    await server.query('CREATE ROLE guest LOGIN');
    await expect(query({ ...socketAddress, user: 'guest' }, 'SELECT 1')).rejects.toThrow('reject');
    const { password: _, ...without } = address;
    await expect(query(without, 'SELECT 1')).rejects.toThrow(/password/);
    expect((await stat(dataDirectory)).mode & 0o777).toBe(0o700);

    await server[Symbol.asyncDispose]();
    expect(existsSync(dirname(dataDirectory))).toBe(false);
    await expect(query(address, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const notes = await readdir(join(inject('postgresFolder'), 'servers'));
    expect(notes).not.toContain(basename(dirname(dataDirectory)));
  });

  it('keeps its data and its addresses over a stop and a kill', needs(found), async () => {
    await using server = await startPostgres(have(found).installation);
    await server.query('CREATE TABLE t AS SELECT 1 AS n');
    await server.stop();
    await server.stop();
    await expect(server.query('SELECT 1')).rejects.toThrow();
    await server.start();
    const pid = await readFile(join(server.dataDirectory, 'postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(pid, 10), 'SIGKILL');
    await expect.poll(() => server.query('SELECT 1').catch(() => 'gone')).toBe('gone');
    await server.stop();
    await server.start();
    expect(await query(server.address, 'SELECT n FROM t')).toEqual([{ n: 1 }]);
  });

  it('says why it does not start, and leaves nothing', needs(found), async () => {
    const parent = await mkdtemp(join(tmpdir(), 'branch-prod-parent-'));
    await chmod(parent, 0o711);
    const starting = startPostgres(have(found).installation, { parent, settings: ['port = none'] });
    await expect(starting).rejects.toThrow(/does not start:.*"port"/s);
    expect(await readdir(parent)).toEqual([]);
    await rmdir(parent);
  });
});

it('has pgvector where it says so', needs(withVector), async () => {
  await using server = await startPostgres(have(withVector).installation);
  const [row] = await server.query(
    'CREATE EXTENSION vector',
    "SELECT '[1,2]'::vector <-> '[1,4]' AS distance",
  );
  expect(row).toEqual({ distance: 2 });
});

it('is made on a file system with reflink', needs(any, reflinkFolder()), async () => {
  const { folder } = have(reflinkFolder());
  await using server = await startPostgres(have(any).installation, { parent: folder });
  expect(server.dataDirectory.startsWith(await realpath(folder))).toBe(true);
  expect(await server.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
});
