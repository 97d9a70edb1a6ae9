import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
} from '../../../../src/process-identity.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';
import { type EngineFolder, makeEngineFolder } from '../engine-folder.ts';
import { type PostgresSource, startPostgresSource } from '../postgres-source.ts';

const { any } = await findTestInstallations();

describe('descriptions that name a process of somebody else', needs(any), () => {
  let source: PostgresSource;
  let folder: EngineFolder;
  let bystander: ChildProcess;
  beforeAll(async () => {
    source = await startPostgresSource(have(any).installation);
  });
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = await makeEngineFolder(source);
    await folder.engine().list();
  });
  afterEach(async () => {
    bystander?.kill('SIGKILL');
    await folder?.[Symbol.asyncDispose]();
  });

  /** What a program that died left, as somebody has changed it. */
  async function leaveBehind(server: ProcessIdentity, postmaster: string): Promise<void> {
    const owner = { pid: process.pid, startedAt: 'before the last boot' };
    const date = new Date(Date.now() + 600_000).toISOString();
    const cluster = { product: 'postgres', superuser: 'postgres', database: 'postgres' };
    const parent = 'snap-000000000000';
    const common = { id: 'br-000000000000', parent, createdAt: date, expiresAt: date, ...cluster };
    const items = {
      'branches/br-000000000000/branch.json': { ...common, copy: 'copy', owner, server },
      'copies/copy-000000000000/copy.json': { id: 'copy-000000000000', owner, server },
    };
    for (const [path, description] of Object.entries(items)) {
      const file = join(folder.state, path);
      await mkdir(join(file, '../data'), { recursive: true });
      await writeFile(file, JSON.stringify(description));
      await copyFile(postmaster, join(file, '../data/postmaster.pid'));
    }
  }

  async function expectAllRemoved(): Promise<void> {
    expect(await folder.engine().list()).toEqual([]);
    for (const kind of ['branches', 'copies']) {
      expect(await readdir(join(folder.state, kind))).toEqual([]);
    }
  }

  it('leave production alone, though its own pid and start time are given', async () => {
    const file = join(source.settings.dataDirectory, 'postmaster.pid');
    const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
    const server = (await identifyProcess(pid)) as ProcessIdentity;
    await leaveBehind(server, file);
    await expectAllRemoved();
    expect(await isRunning(server)).toBe(true);
    expect(await source.postgres.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.each(['elsewhere', 'in the data directory'])('leave a process alone %s', async (where) => {
    const data = join(folder.state, 'branches/br-000000000000/data');
    await mkdir(data, { recursive: true });
    bystander = spawn('sleep', ['600'], { cwd: where === 'elsewhere' ? '/' : data });
    await once(bystander, 'spawn');
    const { pid } = bystander as { pid: number };
    const server = (await identifyProcess(pid)) as ProcessIdentity;
    const postmaster = join(folder.state, 'forged');
    await writeFile(postmaster, `${pid}\n${data}\n${Math.round(Date.now() / 1000)}\n`);
    // Whoever is in a data directory by chance is not what its description means.
    const other = { ...server, startedAt: `${server.startedAt}0` };
    await leaveBehind(where === 'elsewhere' ? server : other, postmaster);
    await expectAllRemoved();
    expect(await isRunning(server)).toBe(true);
  });
});
