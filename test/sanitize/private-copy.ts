import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import type { PrivateCopy } from '../../src/engines/engine.ts';
import {
  isConfigurationFile,
  writeConfigurationFiles,
} from '../../src/engines/local/data-directory/configuration-files.ts';
import { handOver, takeBack } from '../../src/engines/local/data-directory/hand-over.ts';
import { pgliteServer } from '../../src/engines/local/servers/pglite/pglite-server.ts';
import { createPostgresServer } from '../../src/engines/local/servers/postgres/postgres-server.ts';
import type { RunningServer } from '../../src/engines/local/servers/server.ts';
import { openSession, SUPERUSER_OPTIONS } from '../../src/engines/local/servers/trusted-session.ts';
import type { TestInstallation } from '../postgres/installations.ts';
import { startPostgres } from '../postgres/start-postgres.ts';

export interface TestCopy extends PrivateCopy {
  readonly dataDirectory: string;
  stop(): Promise<void>;
  end(): Promise<void>;
}

const run = promisify(execFile);

/** A private copy as an engine hands it out, of a database that `sql` makes: in PGlite, or in this PostgreSQL. */
export async function makePrivateCopy(
  sql: string,
  installation?: TestInstallation,
  initdb: readonly string[] = [],
): Promise<TestCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'copy-'));
  const source = installation && (await startPostgres(installation, { initdb }));
  const dataDirectory = source?.dataDirectory ?? join(folder, 'data');
  if (source) {
    await source.query(sql);
    await source.stop();
  } else {
    const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
    await database.exec(sql);
    await database.close();
  }
  const engineServer = installation
    ? createPostgresServer({ programs: [installation.bin] })
    : pgliteServer;
  const owner = await engineServer.account();
  if (source) {
    // As an engine's copy: without the settings of a server that is open to others.
    for (const name of (await readdir(dataDirectory)).filter(isConfigurationFile)) {
      await rm(join(dataDirectory, name));
    }
    await writeConfigurationFiles(dataDirectory, '', owner);
    if (owner) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, dataDirectory]);
  }
  const socketDirectory = join(folder, 'socket');
  await mkdir(socketDirectory);
  await chmod(folder, 0o711);
  if (owner) await chown(socketDirectory, owner.uid, owner.gid);
  await mkdir(join(folder, 'beside'));
  const clients: pg.Client[] = [];
  let server: RunningServer | undefined;
  async function stop() {
    await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
    await server?.stop();
    server = undefined;
    takeBack(dataDirectory, owner);
  }
  async function start() {
    handOver(dataDirectory, owner);
    return engineServer.start({
      dataDirectory,
      database: 'postgres',
      superuser: 'postgres',
      access: { kind: 'private', socketDirectory },
    });
  }
  return {
    folder: join(folder, 'beside'),
    dataDirectory,
    async connect(role) {
      server ??= await start();
      const { host, port, user, database } = server.address;
      const options = role === undefined ? { options: SUPERUSER_OPTIONS } : {};
      const client = new pg.Client({ host, port, user: role ?? user, database, ...options });
      client.on('error', () => {});
      await openSession(client);
      clients.push(client);
      return client;
    },
    async offline(change) {
      await stop();
      await change(dataDirectory);
    },
    stop,
    async end() {
      await stop();
      await source?.[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
