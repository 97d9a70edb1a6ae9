import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import type { PrivateCopy } from '../../src/engines/engine.ts';
import { pgliteServer } from '../../src/engines/local/servers/pglite/pglite-server.ts';
import type { RunningServer } from '../../src/engines/local/servers/server.ts';

export interface TestCopy extends PrivateCopy {
  readonly dataDirectory: string;
  stop(): Promise<void>;
  end(): Promise<void>;
}

/** A private copy as an engine hands it out, of a database that `sql` makes. */
export async function makePrivateCopy(sql: string): Promise<TestCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'copy-'));
  const dataDirectory = join(folder, 'data');
  const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
  await database.exec(sql);
  await database.close();
  await mkdir(join(folder, 'beside'));
  const clients: pg.Client[] = [];
  let server: RunningServer | undefined;
  async function stop() {
    await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
    await server?.stop();
    server = undefined;
  }
  return {
    folder: join(folder, 'beside'),
    dataDirectory,
    async connect() {
      server ??= await pgliteServer.start({
        dataDirectory,
        database: 'postgres',
        superuser: 'postgres',
        access: { kind: 'private', socketDirectory: folder },
      });
      const { host, port, user, database: name } = server.address;
      const client = new pg.Client({ host, port, user, database: name });
      client.on('error', () => {});
      await client.connect();
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
