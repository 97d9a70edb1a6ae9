import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, PrivateCopy, Snapshot } from '../../../../src/engines/engine.ts';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';

const { system } = await findTestInstallations();
const signal = new AbortController().signal;
const work = { signal, onProgress: () => {} };

describe('a snapshot of a standby', { ...needs(system), timeout: 120_000 }, () => {
  let server: TestPostgres;
  let tablespace: string;
  let state: string;
  let engine: Engine;
  let load: ChildProcess | undefined;
  beforeAll(async () => {
    if (!('installation' in system)) return;
    server = await startPostgres(have(system).installation, {
      settings: ['log_connections = on', 'log_statement = all'],
    });
    tablespace = join(dirname(server.dataDirectory), 'tablespace = here');
    await promisify(execFile)('install', ['-d', '-m', '700', tablespace]);
    await promisify(execFile)('chown', ['--reference', server.dataDirectory, tablespace]);
    await server.query(
      `CREATE TABLESPACE other LOCATION '${tablespace}'`,
      'CREATE TABLE elsewhere TABLESPACE other AS SELECT 5 AS n',
    );
    await pgbench('--initialize', '--quiet', '--scale=2');
    state = await mkdtemp(join(tmpdir(), 'branch-prod-standby-'));
    await chmod(state, 0o711);
    engine = createLocalEngine({ state });
  }, 120_000);
  afterAll(async () => {
    await endLoad();
    if (engine) await engine.standby?.stop(source(), { ...work, remove: true });
    if (state) await removeFolder(state);
    await server?.[Symbol.asyncDispose]();
  });

  it('is refused, and not begun, while there is no standby', async () => {
    await expect(snapshot()).rejects.toMatchObject({
      code: 'source-unsupported',
      nextStep: expect.stringContaining('branch-prod standby start'),
    });
  });

  it('holds a single instant, seconds old, while the source works and is not asked', async () => {
    await engine.standby?.start(source(), work);
    load = startLoad();
    await expect.poll(() => connections('pgbench')).toBe(2);
    const before = await logged();
    const began = Date.now();
    let sums: unknown[] = [];
    const made = await snapshot(async (copy) => {
      const client = await copy.connect();
      ({ rows: sums } = await client.query(
        `SELECT (SELECT sum(abalance) FROM public.pgbench_accounts) = (SELECT sum(delta) FROM public.pgbench_history)
           AND (SELECT sum(bbalance) FROM public.pgbench_branches) = (SELECT sum(delta) FROM public.pgbench_history) AS same,
           (SELECT count(*) FROM public.pgbench_history) > 0 AS some, (SELECT n FROM public.elsewhere) AS n`,
      ));
      await client.end();
    });
    expect(sums).toEqual([{ same: true, some: true, n: 5 }]);
    expect(made.at.getTime()).toBeGreaterThan(began - 15_000);
    expect(made.at.getTime()).toBeLessThanOrEqual(Date.now());
    expect(made.notes.join()).toMatch(
      /The data were (less than a second|\d+ s) old when they were copied, from a standby/,
    );
    const after = await logged();
    expect(
      after.slice(before.length).match(/connection received|pg_control|pg_backup/g),
    ).toBeNull();
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('is found again while the source is idle, and made anew after a change', async () => {
    await endLoad();
    await expect.poll(() => connections('pgbench')).toBe(0);
    await expect.poll(replayedAll).toBe(true);
    const [first, second] = [await snapshot(), await snapshot()];
    expect(second).toEqual({ ...first, cached: true });
    await server.query('CREATE TABLE change AS SELECT 1 AS n');
    const third = await snapshot();
    expect(third).toMatchObject({ cached: false });
    expect(third.id).not.toBe(first.id);
  });

  it('is refused when the standby does not run', async () => {
    await engine.standby?.stop(source(), { ...work, remove: false });
    await expect(snapshot()).rejects.toMatchObject({
      code: 'source-unreachable',
      nextStep: expect.stringContaining('branch-prod standby start'),
    });
    await engine.standby?.start(source(), work);
  });

  it('is refused when the standby no longer follows its source', async () => {
    await server.stop();
    await expect(snapshot()).rejects.toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('alone'),
    });
    await server.start();
  });

  function source() {
    return { postgres: server.settings.postgres, copy: 'standby' as const };
  }

  function snapshot(
    prepare: (copy: PrivateCopy) => Promise<void> = async () => {},
  ): Promise<Snapshot> {
    return engine.snapshot({ source: source(), recipe: 'recipe', prepare, ...work });
  }

  async function connections(application: string): Promise<number> {
    const [row] = await server.query(
      `SELECT count(*)::int FROM pg_stat_activity WHERE application_name = '${application}'`,
    );
    return row?.count as number;
  }

  /** Whether the standby has all that the source has written. */
  async function replayedAll(): Promise<boolean> {
    const [row] = await server.query(
      'SELECT bool_and(replay_lsn >= pg_current_wal_insert_lsn()) AS all FROM pg_stat_replication',
    );
    return row?.all as boolean;
  }

  function logged(): Promise<string> {
    return readFile(join(dirname(server.dataDirectory), 'log'), 'utf8');
  }

  function target(): string[] {
    const { host, port, user } = server.socketAddress;
    return ['-h', host, '-p', String(port), '-U', user];
  }

  function startLoad(): ChildProcess {
    const flags = ['--no-vacuum', '--client=2', '--rate=200', '--time=600', 'postgres'];
    return spawn(join(have(system).installation.bin, 'pgbench'), [...target(), ...flags], {
      stdio: 'ignore',
    });
  }

  async function endLoad(): Promise<void> {
    if (load === undefined || load.exitCode !== null || load.signalCode !== null) return;
    load.kill();
    await once(load, 'exit');
  }

  async function pgbench(...flags: string[]): Promise<void> {
    const program = join(have(system).installation.bin, 'pgbench');
    await promisify(execFile)(program, [...target(), ...flags, 'postgres']);
  }
});
