import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Pool } from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { pgliteServer } from '../../../../src/engines/local/servers/pglite/pglite-server.ts';
import type { RunningServer } from '../../../../src/engines/local/servers/server.ts';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import { recorded, tapOf, withClient } from './tapped.ts';

const schema = `CREATE EXTENSION vector;
  CREATE TABLE messages (id int PRIMARY KEY, body text, embedding vector(2));
  INSERT INTO messages SELECT i, 'message ' || i, format('[%s,1]', i)::vector FROM generate_series(1, 9) i;
  CREATE ROLE branch LOGIN; GRANT ALL ON messages TO branch;`;

describe('a tap in front of PGlite', () => {
  let folder: string;
  let server: RunningServer;
  let tap: PostgresTap;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-tap-'));
    const dataDirectory = join(folder, 'data');
    const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
    await database.exec(schema);
    await database.close();
    server = await pgliteServer.start({
      ...{ dataDirectory, database: 'postgres', superuser: 'postgres' },
      access: { kind: 'login', user: 'branch', password: new Secret('of-the-branch') },
      signal: AbortSignal.timeout(30_000),
    });
    tap = await tapOf(server.address);
  });
  afterAll(async () => {
    await tap?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('records what it retrieved', async () => {
    const statements = await recorded(tap, (client) =>
      client.query('SELECT body, embedding <-> $1 AS d FROM messages ORDER BY 2 LIMIT 2', [
        '[8,1]',
      ]),
    );
    expect(statements).toMatchObject([
      {
        retrieval: 'vector',
        rows: [
          { table: 'messages', key: { id: 8 }, rank: 1, distance: 0, texts: ['message 8'] },
          { key: { id: 7 }, rank: 2 },
        ],
      },
    ]);
  });

  it('follows a session through errors', async () => {
    const statements = await recorded(tap, async (client) => {
      await client.query('SELECT broken WHERE $1', [true]).catch(() => {});
      await client.query('SELECT id / 0 FROM messages WHERE id > $1', [0]).catch(() => {});
      await client.query('SELECT id FROM messages WHERE id = $1', [4]);
      await client.query('SELECT 1; SELECT broken').catch(() => {});
      await client.query('BEGIN');
      await client.query('SELECT broken WHERE $1', [true]).catch(() => {});
      await client.query('ROLLBACK');
      await client.query({
        name: 'by-id',
        text: 'SELECT id FROM messages WHERE id = $1',
        values: [5],
      });
    });
    expect(statements.filter(({ isLost }) => isLost)).toEqual([]);
    expect(statements.flatMap(({ rows }) => rows.map(({ key }) => key))).toEqual([
      { id: 4 },
      { id: 5 },
    ]);
    expect(statements.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([
      ...['42703', '22012', '42703', '42703'],
    ]);
  });

  it('serves a pool and the client postgres, whose connections take turns', async () => {
    const pool = new Pool({ connectionString: tap.url.reveal(), max: 8 });
    const sql = postgres(tap.url.reveal(), { max: 4, fetch_types: false });
    const answers = await Promise.all([
      ...Array.from({ length: 40 }, (_, i) => pool.query('SELECT $1::int AS i', [i])),
      ...Array.from({ length: 40 }, (_, i) => sql`SELECT ${i}::int AS i`),
    ]);
    expect(answers).toHaveLength(80);
    await Promise.all([pool.end(), sql.end()]);
  });

  it('does not wait for ever for keys that an open transaction stands before', {
    timeout: 30_000,
  }, async () => {
    await withClient(tap, async (client) => {
      const recording = tap.record();
      await client.query('BEGIN');
      await client.query('SELECT body FROM messages WHERE id = 3');
      expect(await recording.end()).toMatchObject([
        { sql: 'BEGIN' },
        { rowCount: 1, rows: [{ table: 'messages', texts: ['message 3'] }] },
      ]);
      await client.query('ROLLBACK');
    });
  });

  it('gives sessions settings, and takes them away again', async () => {
    const scan = () =>
      withClient(tap, async (client) => {
        const { rows } = await client.query("SELECT current_setting('enable_indexscan') AS scan");
        return rows[0].scan;
      });
    await tap.switchTo(server.address, { settings: { enable_indexscan: 'off' } });
    expect(await scan()).toBe('off');
    await tap.switchTo(server.address);
    expect(await scan()).toBe('on');
  });
});
