import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTree } from '../../../../src/engines/local/data-directory/directory-tree.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { findServer } from '../../../../src/engines/local/servers/find-server.ts';
import { withStandby } from '../../../../src/engines/local/standby/standby-connection.ts';
import { readStandby } from '../../../../src/engines/local/standby/standby-folder.ts';
import { isRunning } from '../../../../src/process-identity.ts';
import { superuserPassword } from '../../../postgres/data-directory.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { type StandbyTest, standbyTest } from './standby-test.ts';

const { system } = await findTestInstallations();

describe('a standby', { ...needs(system), timeout: 120_000 }, () => {
  let server: TestPostgres;
  let standby: StandbyTest;
  let load: ChildProcess;
  beforeAll(async () => {
    if (!('installation' in system)) return;
    server = await startPostgres(have(system).installation, {
      settings: ['max_connections = 130', "archive_command = 'command-of-the-source'"],
    });
    await pgbench('--initialize', '--quiet', '--scale=2');
    standby = await standbyTest(server.settings.postgres);
    load = startLoad();
  }, 120_000);
  afterAll(async () => {
    if (load?.exitCode === null) {
      load.kill();
      await once(load, 'exit');
    }
    await standby?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  it('is missing at first', async () => {
    const status = await standby.keeper.status(standby.source);
    expect(status).toMatchObject({
      state: 'missing',
      source: `127.0.0.1:${server.address.port}`,
      problem: { nextStep: expect.stringContaining('standby start') },
    });
  });

  it('is made while the source works, shows how far it is, and follows the source', async () => {
    const status = await standby.start();
    expect(status).toMatchObject({ state: 'running', streaming: true, timeline: 1 });
    expect(status.problem).toBeUndefined();
    expect(status.bytes).toBeGreaterThan(30_000_000);
    expect(standby.progress.some((line) => /: \d+ % of \d+ MB$/.test(line))).toBe(true);
    await server.query('CREATE TABLE later AS SELECT 7 AS n');
    await expect.poll(() => ask('SELECT n FROM public.later').catch(() => [])).toEqual([{ n: 7 }]);
    expect(await ask('SHOW max_connections')).toEqual([{ max_connections: '130' }]);
  });

  it('is no longer made when it is there', async () => {
    const before = await findServer(standby.folder.data);
    const status = await standby.start();
    expect(status.streaming).toBe(true);
    expect(await findServer(standby.folder.data)).toEqual(before);
  });

  it('says how old its data are', async () => {
    const { at, ageSeconds, lagBytes, receivedLsn, replayedLsn, since } =
      await standby.keeper.status(standby.source);
    expect(ageSeconds).toBeLessThan(5);
    expect(Math.abs(Date.now() - (at?.getTime() ?? 0))).toBeLessThan(6000);
    expect(since?.getTime()).toBeLessThan(Date.now());
    expect(lagBytes).toBeLessThan(50_000_000);
    for (const lsn of [receivedLsn, replayedLsn]) expect(lsn).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/);
  });

  it('keeps no password in a file or an argument, and nothing of the configuration', async () => {
    const { path, data, socket } = standby.folder;
    for (const { path: file, kind } of await readTree(path)) {
      if (kind !== 'file') continue;
      const content = await readFile(join(path, file), 'latin1').catch(() => '');
      expect(content.includes(superuserPassword.reveal()), file).toBe(false);
      expect(content.includes('command-of-the-source'), file).toBe(false);
    }
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args=']);
    expect(stdout).not.toContain(superuserPassword.reveal());
    for (const folder of [data, socket]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('has no slot at the source, and can not be reached over the network', async () => {
    expect(await server.query('SELECT slot_name FROM pg_replication_slots')).toEqual([]);
    expect(await ask('SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await ask('SHOW hot_standby_feedback')).toEqual([{ hot_standby_feedback: 'off' }]);
  });

  it('starts again after kill -9', async () => {
    const before = await findServer(standby.folder.data);
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => before && isRunning(before)).toBe(false);
    expect(await standby.keeper.status(standby.source)).toMatchObject({
      state: 'stopped',
      problem: { nextStep: expect.stringContaining('standby start') },
    });
    // As if the pid were that of another process of PostgreSQL's user by now.
    const other = spawn('sleep', ['600'], { ...(await serverAccount('standby')), cwd: '/' });
    const path = join(standby.folder.data, 'postmaster.pid');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^\d+/, String(other.pid)));
    try {
      expect(await standby.start()).toMatchObject({ state: 'running', streaming: true });
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill();
    }
  });

  it('says that the source is away, and follows it again by itself', async () => {
    await server.stop();
    await expect
      .poll(() => standby.keeper.status(standby.source), { timeout: 20_000, interval: 200 })
      .toMatchObject({
        state: 'running',
        streaming: false,
        problem: { message: expect.stringContaining('alone') },
      });
    await server.start();
    await expect
      .poll(() => standby.keeper.status(standby.source), { timeout: 20_000, interval: 200 })
      .toMatchObject({ streaming: true });
  });

  it('says that the source no longer has its log, and is made anew', async () => {
    const before = await standby.keeper.status(standby.source);
    await server.query(`ALTER ROLE ${server.address.user} PASSWORD 'another'`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_replication');
    await expect
      .poll(() => standby.keeper.status(standby.source), { timeout: 20_000, interval: 200 })
      .toMatchObject({
        streaming: false,
        problem: { message: expect.stringContaining('refused') },
      });
    await server.query('CREATE TABLE IF NOT EXISTS filler (t text)');
    for (let i = 0; i < 12; i++) {
      await server.query("INSERT INTO filler VALUES ('x')", 'SELECT pg_switch_wal()');
    }
    for (let i = 0; i < 2; i++) await server.query('CHECKPOINT');
    const { user } = server.address;
    await server.query(`ALTER ROLE ${user} PASSWORD '${superuserPassword.reveal()}'`);
    await expect
      .poll(() => standby.keeper.status(standby.source), { timeout: 20_000, interval: 200 })
      .toMatchObject({
        state: 'running',
        streaming: false,
        problem: {
          message: 'behind: the source no longer has the log it needs.',
          nextStep: expect.stringMatching(/standby start.*wal_keep_size/),
        },
      });
    const after = await standby.start();
    expect(after).toMatchObject({ state: 'running', streaming: true });
    expect(after.createdAt?.getTime()).toBeGreaterThan(before.createdAt?.getTime() ?? 0);
    expect(standby.progress.join()).toContain('it is made anew');
    expect(await readdir(standby.state.copies)).toEqual([]);
  });

  it('stops, and is removed when told to', async () => {
    const running = await findServer(standby.folder.data);
    expect(await standby.stop()).toMatchObject({ state: 'stopped' });
    expect(running && (await isRunning(running))).toBe(false);
    expect(await standby.stop(true)).toMatchObject({ state: 'missing' });
    expect(await readdir(standby.state.standbys)).toEqual([]);
    expect(await readdir(standby.state.copies)).toEqual([]);
  });

  async function ask(statement: string): Promise<unknown[]> {
    const description = await readStandby(standby.folder);
    if (description === undefined) throw new Error('there is none');
    return withStandby(standby.folder, description, 'postgres', async (client) => {
      return (await client.query(statement)).rows;
    });
  }

  function startLoad(): ChildProcess {
    const { socketAddress: at } = server;
    const flags = [
      '-h',
      at.host,
      '-p',
      String(at.port),
      '-U',
      at.user,
      '-n',
      '-R',
      '200',
      '-T',
      '600',
      'postgres',
    ];
    return spawn(join(have(system).installation.bin, 'pgbench'), flags, { stdio: 'ignore' });
  }

  async function pgbench(...flags: string[]): Promise<void> {
    const { socketAddress: at } = server;
    const to = ['-h', at.host, '-p', String(at.port), '-U', at.user];
    await promisify(execFile)(join(have(system).installation.bin, 'pgbench'), [
      ...to,
      ...flags,
      'postgres',
    ]);
  }
});
