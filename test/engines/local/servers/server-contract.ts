import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type TestOptions,
} from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import { readControlFile } from '../../../../src/engines/local/data-directory/control-file.ts';
import {
  createServers,
  type Product,
} from '../../../../src/engines/local/servers/choose-server.ts';
import type { Access, RunningServer } from '../../../../src/engines/local/servers/server.ts';
import { isRunning } from '../../../../src/process-identity.ts';
import { query } from '../../../postgres/query.ts';
import { eventually } from '../../../preview/eventually.ts';

export interface ServerUnderTest {
  readonly product: Product;
  /** Folders with PostgreSQL's programs. */
  readonly programs: readonly string[];
  /** Makes a data directory with a table `people`, which the role `branch` may read. */
  makeDirectory(path: string): Promise<void>;
}

/** What every server has to do: see src/engines/local/servers/server.ts. */
export function describeServer(
  name: string,
  options: TestOptions,
  find: () => ServerUnderTest,
): void {
  describe(`the server ${name}`, { timeout: 60_000, ...options }, () => {
    const password = new Secret('of-the-test');
    const login: Access = { kind: 'login', user: 'branch', password };
    let template: string;
    let folder: string;
    let dataDirectory: string;
    let running: RunningServer | undefined;
    beforeAll(async () => {
      template = await mkdtemp(join(tmpdir(), 'branch-prod-server-'));
      await chmod(template, 0o711);
      await find().makeDirectory(join(template, 'data'));
    });
    afterAll(() => rm(template, { recursive: true, force: true }));
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'branch-prod-server-'));
      await chmod(folder, 0o711);
      dataDirectory = join(folder, 'data');
      await promisify(execFile)('cp', ['-Rp', join(template, 'data'), dataDirectory]);
    });
    afterEach(async () => {
      await running?.kill();
      await rm(folder, { recursive: true, force: true });
    });

    async function start(access: Access, signal?: AbortSignal): Promise<RunningServer> {
      const { product, programs } = find();
      const server = createServers({ programs })[product];
      const cluster = { dataDirectory, database: 'postgres', superuser: 'postgres' };
      running = await server.start({ ...cluster, access, ...(signal && { signal }) });
      return running;
    }

    async function makeSocketFolder(): Promise<Access> {
      const { product, programs } = find();
      const socketDirectory = join(folder, 'socket');
      await mkdir(socketDirectory, { mode: 0o700 });
      const account = await createServers({ programs })[product].account();
      if (account) await chown(socketDirectory, account.uid, account.gid);
      return { kind: 'private', socketDirectory };
    }

    const names = (address: DatabaseAddress) => query(address, 'SELECT name FROM people');
    const denied = (address: DatabaseAddress, change: Partial<DatabaseAddress>) =>
      expect(names({ ...address, ...change })).rejects.toThrow();

    it('serves a superuser over a socket and nobody over TCP when it is private', async () => {
      const access = await makeSocketFolder();
      const { address } = await start(access);
      expect(await query(address, 'SHOW is_superuser')).toEqual([{ is_superuser: 'on' }]);
      expect(address.host).toBe(join(folder, 'socket'));
      expect(await tcpPorts((running as RunningServer).process.pid)).toEqual([]);
    });

    it('serves one role over loopback, with its password and no other way', async () => {
      const { address } = await start(login);
      expect(address.host).toBe('127.0.0.1');
      expect(await names(address)).toEqual([{ name: 'somebody' }]);
      expect(await query(address, 'SHOW is_superuser')).toEqual([{ is_superuser: 'off' }]);
      await denied(address, { password: new Secret('another') });
      await denied(address, { user: 'postgres' });
      await denied(address, { host: dataDirectory, user: 'postgres' });
      const sockets = (await readdir(dataDirectory)).filter((file) => file.includes('s.PGSQL'));
      expect(sockets).toEqual([]);
    });

    it('shuts down cleanly when it is stopped, once and again', async () => {
      const access = await makeSocketFolder();
      const server = await start(access);
      await query(server.address, "INSERT INTO people VALUES (2, 'kept')");
      await server.stop();
      await server.stop();
      await server.ended;
      expect((await readControlFile(dataDirectory)).shutDown).toBe(true);
      expect(await isRunning(server.process)).toBe(false);
      const again = await start(access);
      expect(await names(again.address)).toHaveLength(2);
    });

    it('ends at once when it is killed, with queries running', async () => {
      const server = await start(login);
      const sleeping = query(server.address, 'SELECT pg_sleep(60)').then(
        () => 'answered',
        () => 'broken',
      );
      await sleep(200);
      await server.kill();
      await server.kill();
      await server.ended;
      expect(await sleeping).toBe('broken');
      expect(await isRunning(server.process)).toBe(false);
    });

    it('ends when the program that started it is killed', async () => {
      const { product, programs } = find();
      const program = fileURLToPath(new URL('./server-program.ts', import.meta.url));
      const child = spawn(process.execPath, [program, product, dataDirectory], {
        env: { PATH: process.env.PATH, PROGRAMS: programs[0] },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await once(child.stdout, 'data');
      const identity = JSON.parse(String(line));
      expect(await isRunning(identity)).toBe(true);
      child.kill('SIGKILL');
      await eventually('the server has ended', async () => !(await isRunning(identity)));
    });

    it('says that it did not start on what is no data directory, and leaves no process', async () => {
      await rm(join(dataDirectory, 'global'), { recursive: true });
      await writeFile(join(dataDirectory, 'global'), 'no folder');
      await expect(start(login)).rejects.toMatchObject({ code: 'engine-failed' });
    });
  });
}

/** The local ports, as hexadecimal digits, on which a process listens; proc(5), `/proc/pid/net/tcp`. Linux only. */
async function tcpPorts(pid: number): Promise<string[]> {
  const links = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(
    links.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const table = (await readFile('/proc/net/tcp', 'utf8')).split('\n').slice(1);
  return table.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === '0A' && targets.includes(`socket:[${inode}]`) ? [local] : [];
  });
}
