import { spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import { pgliteServer } from '../../../../src/engines/local/servers/pglite/pglite-server.ts';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import type { LimitChange } from '../../../../src/replay/taps/postgres/sql/change-limits.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { libpqEnvironment, recorded, tapOf, withClient } from './tapped.ts';

const { withVector } = await findTestInstallations();
const psql = await findPsql();

async function findPsql() {
  if (!('installation' in withVector)) return withVector;
  const path = join(withVector.installation.bin, 'psql');
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? { path } : { reason: `there is no ${path}` };
}

const schema = [
  'CREATE EXTENSION vector',
  'CREATE TABLE items (id int PRIMARY KEY, body text, e vector(2))',
  `INSERT INTO items SELECT i, 'item ' || i, format('[%s,1]', i)::vector FROM generate_series(1, 200) i`,
  'CREATE TABLE copied (line text)',
];

interface Running {
  readonly address: DatabaseAddress;
  stop(): Promise<void>;
}

async function startNative(): Promise<Running> {
  const server = await startPostgres(have(withVector).installation);
  await server.query(...schema);
  return {
    address: server.address,
    async stop() {
      await server[Symbol.asyncDispose]();
    },
  };
}

async function startEmbedded(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-tap-'));
  const dataDirectory = join(folder, 'data');
  const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
  const role = 'CREATE ROLE branch LOGIN; GRANT ALL ON items, copied TO branch';
  await database.exec([...schema, role].join(';'));
  await database.close();
  const { address, stop } = await pgliteServer.start({
    ...{ dataDirectory, database: 'postgres', superuser: 'postgres' },
    access: { kind: 'login', user: 'branch', password: new Secret('of-the-branch') },
    signal: AbortSignal.timeout(30_000),
  });
  return {
    address,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const near = `SELECT id FROM items ORDER BY e <-> '[0,1]'`;
const nearTo = 'SELECT id FROM items ORDER BY e <-> $1';

/** A statement, its parameters, and how many rows come of it: as it is, with half of them, with twice as many. */
const statements: readonly [string, (string | number | null)[], number, number, number][] = [
  [`${near} LIMIT 6`, [], 6, 3, 12],
  [`${near} LIMIT 5`, [], 5, 3, 10],
  [`${near} LIMIT 1`, [], 1, 1, 2],
  [`${near} LIMIT 0`, [], 0, 0, 0],
  [`${near} LIMIT '6'`, [], 6, 3, 12],
  [`${near} LIMIT 6.4`, [], 6, 3, 12],
  [`${near} OFFSET 198 LIMIT 6`, [], 2, 2, 2],
  [`${near} LIMIT 9223372036854775807 OFFSET 1`, [], 199, 199, 199],
  [`${near} LIMIT ALL`, [], 200, 200, 200],
  [`${near} LIMIT (NULL)`, [], 200, 200, 200],
  [`${near} LIMIT (SELECT 6)`, [], 6, 3, 12],
  [`${near} FETCH FIRST ROW ONLY`, [], 1, 1, 2],
  [`${near} FETCH NEXT 6 ROWS ONLY`, [], 6, 3, 12],
  [`${near} FETCH FIRST 6 ROWS WITH TIES`, [], 6, 3, 12],
  [`${nearTo} LIMIT $2`, ['[0,1]', 6], 6, 3, 12],
  [`${nearTo} LIMIT $2`, ['[0,1]', null], 200, 200, 200],
  [`${nearTo} LIMIT $2::int OFFSET $3`, ['[0,1]', 6, 3], 6, 3, 12],
  [`${nearTo} LIMIT least($2, 100)`, ['[0,1]', 6], 6, 3, 12],
  [`${nearTo} FETCH FIRST ($2) ROWS ONLY`, ['[0,1]', 6], 6, 3, 12],
  [`WITH s AS (${near} LIMIT 20) SELECT id FROM s ORDER BY id LIMIT 6`, [], 6, 3, 12],
  [`(${near} LIMIT 4) UNION ALL (${near} LIMIT 2)`, [], 6, 3, 12],
  [`SELECT body, (${near} LIMIT 1) FROM items ORDER BY body LIMIT 6`, [], 6, 3, 12],
  [
    `SELECT id FROM items WHERE to_tsvector('simple', body) @@ to_tsquery('simple', 'item') LIMIT 6`,
    [],
    ...([6, 3, 12] as const),
  ],
  ['SELECT id FROM items ORDER BY id LIMIT 6', [], 6, 6, 6],
  ["SELECT id FROM items WHERE body <> 'a <-> b' ORDER BY id LIMIT $1", [6], 6, 6, 6],
];

describe('limits of retrieval, behind a tap of PostgreSQL', needs(withVector), () => {
  behave(startNative);
});

describe('limits of retrieval', needs(withVector), () => {
  let server: Running;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await startNative();
    tap = await tapOf(server.address);
  }, 60_000);
  afterAll(async () => {
    await tap?.close();
    await server?.stop();
  });

  it('are not changed in what is copied', async () => {
    await tap.switchTo(server.address, { limit: 'half' });
    await withClient(tap, async (client) => {
      const lines = Array.from({ length: 5000 }, (_, index) => `Q ${near} LIMIT ${index}\n`);
      await pipeline(lines, client.query(copyFrom('COPY copied FROM STDIN')));
      const copied = await buffer(client.query(copyTo('COPY copied TO STDOUT')));
      expect(copied.toString()).toBe(lines.join(''));
      const found = await buffer(client.query(copyTo(`COPY (${near} LIMIT 6) TO STDOUT`)));
      expect(found.toString()).toBe('1\n2\n3\n');
    });
  });

  it('are changed in scripts of psql', needs(psql), async () => {
    await tap.switchTo(server.address, { limit: 'double' });
    const child = spawn(have(psql).path, ['-XqAt'], { env: libpqEnvironment(tap) });
    child.stdin.end(`
      CREATE TEMP TABLE told (line text);
      COPY told FROM STDIN;\n${near} LIMIT 3\n\\.
      SELECT line FROM told;
      SELECT count(*) FROM (${near} LIMIT 3) AS nearest;
      PREPARE nearest (vector, int) AS ${nearTo} LIMIT $2;
      EXECUTE nearest ('[0,1]', 1);`);
    expect(await text(child.stdout)).toBe(`${near} LIMIT 3\n6\n1\n2\n`);
  });
});

describe('limits of retrieval, behind a tap of PGlite', () => {
  behave(startEmbedded);
});

function behave(start: () => Promise<Running>): void {
  let server: Running;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await start();
    tap = await tapOf(server.address);
  }, 60_000);
  afterAll(async () => {
    await tap?.close();
    await server?.stop();
  });

  const change = (limit?: LimitChange) => tap.switchTo(server.address, { limit });
  const clientOf = () => postgres(tap.url.reveal(), { max: 2, fetch_types: false });

  async function counts(client: Client): Promise<(number | null)[]> {
    const rowCounts: (number | null)[] = [];
    for (const [sql, values] of statements) {
      rowCounts.push((await client.query(sql, values)).rowCount);
    }
    return rowCounts;
  }

  it('gives half or twice as many rows, and the same as ever after that', async () => {
    for (const [limit, column] of [
      [undefined, 2],
      ['half', 3],
      ['double', 4],
      [undefined, 2],
    ] as const) {
      await change(limit);
      expect(await withClient(tap, counts)).toEqual(statements.map((row) => row[column]));
    }
  });

  it('in prepared statements, which are used again', async () => {
    await change('double');
    await withClient(tap, async (client) => {
      const query = { name: 'near', text: `${nearTo} LIMIT $2` };
      for (const count of [1, 2, 3, 4, 5, 6, 7]) {
        const { rowCount } = await client.query({ ...query, values: ['[0,1]', count] });
        expect(rowCount).toBe(2 * count);
      }
    });
  });

  it('in each statement of a script, whose others stay', async () => {
    await change('half');
    await withClient(tap, async (client) => {
      const script = `${near} LIMIT 4; SELECT id FROM items LIMIT 4; -- ${near} LIMIT 4;
        SELECT '${near.replaceAll("'", "''")} LIMIT 4' AS told; ${near} LIMIT 8`;
      const results = (await client.query(script)) as unknown as { rows: object[] }[];
      expect(results.map(({ rows }) => rows.length)).toEqual([2, 4, 1, 4]);
      expect(results[2]?.rows).toEqual([{ told: `${near} LIMIT 4` }]);
    });
  });

  it('without a change of the types of parameters, declared or not', async () => {
    const types = async () => {
      const sql = clientOf();
      const open = await sql`SELECT id FROM items ORDER BY e <-> ${'[0,1]'} LIMIT ${6}`.describe();
      const int4 = sql.typed(6 as never, 23);
      const rows = await sql`SELECT id FROM items ORDER BY e <-> ${'[0,1]'} LIMIT ${int4}`;
      await sql.end();
      return { types: open.types[1], rows: rows.length };
    };
    await change();
    const before = await types();
    await change('double');
    expect(await types()).toEqual({ ...before, rows: 12 });
    expect(before).toEqual({ types: 20, rows: 6 });
  });

  it('in statements that are sent without waiting, and in cursors', async () => {
    await change('double');
    const sql = clientOf();
    const asked = Array.from({ length: 50 }, (_, index) => index + 1);
    const answers = await Promise.all(
      asked.map((count) =>
        count % 2 === 0
          ? sql`SELECT id FROM items ORDER BY e <-> ${'[0,1]'} LIMIT ${count}`
          : sql`SELECT id FROM items ORDER BY id LIMIT ${count}`,
      ),
    );
    expect(answers.map(({ length }) => length)).toEqual(
      asked.map((count) => (count % 2 === 0 ? 2 * count : count)),
    );
    const sizes: number[] = [];
    const near = sql`SELECT id FROM items ORDER BY e <-> ${'[0,1]'} LIMIT 6`;
    for await (const rows of near.cursor(5)) sizes.push(rows.length);
    expect(sizes).toEqual([5, 5, 2]);
    await sql.end();
  });

  it('but not in a statement that is longer than anybody writes', async () => {
    await change('half');
    await withClient(tap, async (client) => {
      for (const [size, rows] of [
        [100_000, 3],
        [140_000, 6],
        [300_000, 6],
      ]) {
        const { rowCount } = await client.query(
          `${near} LIMIT 6 --${'é'.repeat((size as number) / 2)}`,
        );
        expect(rowCount).toBe(rows);
      }
    });
  });

  it('and says the errors of the server', async () => {
    await change('double');
    await withClient(tap, async (client) => {
      const failing = async (sql: string) => client.query(sql).catch(({ code }) => code);
      expect(await failing(`${near} LIMIT -1`)).toBe('2201W');
      expect(await failing(`${near} LIMIT 'many'`)).toBe('22P02');
      expect(await failing(`${near} LIMIT 5, 5`)).toBe('42601');
      expect(await failing(`${near} LIMIT`)).toBe('42601');
      expect((await client.query(`${near} LIMIT 2`)).rowCount).toBe(4);
    });
  });

  it('and records what was sent, and what came', async () => {
    await change('double');
    const seen = await recorded(tap, async (client) => {
      await client.query(`${nearTo} LIMIT $2`, ['[0,1]', 6]);
      await client.query(`${near} FETCH FIRST 3 ROWS ONLY`);
      await client.query(`${near} LIMIT 2 + 1`);
      await client.query(`WITH s AS (${near} LIMIT 9) SELECT id FROM s LIMIT 3`);
      await client.query(`${nearTo} LIMIT $2`, ['[0,1]', null]);
      await client.query('SELECT id FROM items LIMIT 6');
    });
    expect(seen.map(({ sql, rowLimit, rowCount }) => [sql, rowLimit, rowCount])).toEqual([
      [`${nearTo} LIMIT $2`, 6, 12],
      [`${near} FETCH FIRST 3 ROWS ONLY`, 3, 6],
      [`${near} LIMIT 2 + 1`, null, 6],
      [`WITH s AS (${near} LIMIT 9) SELECT id FROM s LIMIT 3`, null, 6],
      [`${nearTo} LIMIT $2`, undefined, 200],
      ['SELECT id FROM items LIMIT 6', undefined, 6],
    ]);
    expect(seen[0]?.rows.map(({ key }) => key?.id)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  it('more than an index looks at, where it is told to look at more', async () => {
    const vectors = Array.from({ length: 1000 }, (_, index) => `('[${index},1]')`).join();
    const approximate = async (settings?: Record<string, string>) => {
      await tap.switchTo(server.address, { limit: 'double', settings });
      return withClient(tap, async (client) => {
        await client.query(`CREATE TEMP TABLE many (e vector(2))`);
        await client.query(`INSERT INTO many VALUES ${vectors}`);
        await client.query('CREATE INDEX ON many USING hnsw (e vector_l2_ops)');
        await client.query('SET enable_seqscan = off');
        const found = await client.query(`SELECT e FROM many ORDER BY e <-> '[0,1]' LIMIT 30`);
        await client.query('DROP TABLE many');
        return found.rowCount;
      });
    };
    expect(await approximate()).toBe(40);
    expect(await approximate({ 'hnsw.ef_search': '60' })).toBe(60);
  });
}
