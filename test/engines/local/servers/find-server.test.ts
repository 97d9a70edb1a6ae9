import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findServer } from '../../../../src/engines/local/servers/find-server.ts';
import { identifyProcess } from '../../../../src/process-identity.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';

const { any } = await findTestInstallations();

describe('the server of a data directory', () => {
  let folder: string;
  let server: TestPostgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-find-server-'));
    if ('installation' in any) server = await startPostgres(have(any).installation);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('is found while it runs, under every name of its directory', needs(any), async () => {
    const pid = await serverPid();
    const identity = await identifyProcess(pid);
    expect(identity?.pid).toBe(pid);
    expect(await findServer(server.dataDirectory)).toEqual(identity);
    await symlink(server.dataDirectory, join(folder, 'link'));
    expect(await findServer(join(folder, 'link'))).toEqual(identity);
  });

  it('is not that of a copy of the directory', needs(any), async () => {
    await cp(server.dataDirectory, join(folder, 'copy'), { recursive: true });
    expect(await readFile(join(folder, 'copy', 'postmaster.pid'), 'utf8')).not.toBe('');
    expect(await findServer(join(folder, 'copy'))).toBeUndefined();
  });

  it('is not another process that has its pid by now', needs(any), async () => {
    const path = join(server.dataDirectory, 'postmaster.pid');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/^\d+/, String(process.pid)));
    expect(await findServer(server.dataDirectory)).toBeUndefined();
    await writeFile(path, text.replace(/^/, '-'));
    expect(await findServer(server.dataDirectory)).toBeUndefined();
    await writeFile(path, text);
    expect((await findServer(server.dataDirectory))?.pid).toBe(await serverPid());
  });

  it('is nobody after kill -9, which leaves the file', needs(any), async () => {
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => findServer(server.dataDirectory)).toBeUndefined();
    expect(await serverPid()).toBe(pid);
  });

  it('is nobody in a folder that is no data directory', async () => {
    expect(await findServer(folder)).toBeUndefined();
    expect(await findServer(join(folder, 'missing'))).toBeUndefined();
  });

  async function serverPid(): Promise<number> {
    const text = await readFile(join(server.dataDirectory, 'postmaster.pid'), 'utf8');
    return Number.parseInt(text, 10);
  }
});
