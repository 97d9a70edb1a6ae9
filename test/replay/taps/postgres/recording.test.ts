import type { QueryConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { recorded, tapOf, withClient } from './tapped.ts';

const { withVector } = await findTestInstallations();

const schema = `
  CREATE EXTENSION vector;
  CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE messages (
    id int PRIMARY KEY, person_id int REFERENCES people, body text, embedding vector(3), sent_at timestamptz
  );
  CREATE SCHEMA archive;
  CREATE TABLE archive.notes (
    lang varchar(2) NOT NULL, number bigint NOT NULL, note text,
    search tsvector GENERATED ALWAYS AS (to_tsvector('english', note)) STORED, UNIQUE (lang, number)
  );
  CREATE TABLE keyless (word text);
  CREATE TABLE tokens (id uuid PRIMARY KEY, big bigint, small smallint, label varchar(20));
  CREATE VIEW mail AS SELECT m.id AS number, m.body AS content, m.embedding, p.name
    FROM messages m LEFT JOIN people p ON p.id = m.person_id;
  CREATE VIEW recent AS SELECT * FROM mail;
  INSERT INTO people VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Grace');
  INSERT INTO messages SELECT i, CASE WHEN i = 4 THEN NULL ELSE 1 + i % 3 END, 'message ' || i,
    format('[%s,0,0]', i)::vector, now() FROM generate_series(1, 6) i;
  INSERT INTO archive.notes VALUES ('en', 9007199254740993, 'the cat sat'), ('en', 7, 'the dog ran');
  INSERT INTO keyless VALUES ('a'), ('a'), ('b');
  INSERT INTO tokens VALUES ('11111111-2222-3333-4444-555555555555', 1, 2, 'x');
`;

describe('what a tap of PostgreSQL records', needs(withVector), () => {
  let server: TestPostgres;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await startPostgres(have(withVector).installation);
    await server.query(schema);
    tap = await tapOf(server.address);
  });
  afterAll(async () => {
    await tap?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const only = async (work: Parameters<typeof recorded>[1]) => {
    const statements = await recorded(tap, work);
    expect(statements).toHaveLength(1);
    return statements[0] as (typeof statements)[number];
  };

  it('a retrieval: its parameters, its rows with key, rank and distance', async () => {
    const sql = `SELECT id, body, embedding <=> $1 AS distance FROM messages
      ORDER BY embedding <-> $1 LIMIT $2`;
    const statement = await only((client) => client.query(sql, ['[5.2,1,0]', 3]));
    expect(statement).toMatchObject({
      sql,
      parameters: ['[5.2,1,0]', '3'],
      retrieval: 'vector',
      rowCount: 3,
      error: undefined,
      rows: [
        { table: 'messages', key: { id: 5 }, rank: 1, texts: ['message 5'] },
        { table: 'messages', key: { id: 6 }, rank: 2, texts: ['message 6'] },
        { table: 'messages', key: { id: 4 }, rank: 3, texts: ['message 4'] },
      ],
    });
    expect(statement.rows[0]?.distance).toBeCloseTo(1 - 5.2 / Math.sqrt(1 + 5.2 ** 2), 6);
    expect(statement.atMs).toBeGreaterThanOrEqual(0);
    expect(statement.durationMs).toBeGreaterThan(0);
  });

  it('a join: a row of each table whose key came, once, at its first rank', async () => {
    const { rows } = await only((client) =>
      client.query(`SELECT m.id, p.id AS person, p.name FROM messages m
        LEFT JOIN people p ON p.id = m.person_id ORDER BY m.id LIMIT 4`),
    );
    const short = rows.map(({ table, key, rank, texts }) => [table, key, rank, texts]);
    expect(short).toEqual([
      ['messages', { id: 1 }, 1, []],
      ['people', { id: 2 }, 1, ['Grace']],
      ['messages', { id: 2 }, 2, []],
      ['people', { id: 3 }, 2, ['Grace']],
      ['messages', { id: 3 }, 3, []],
      ['people', { id: 1 }, 3, ['Ada']],
      ['messages', { id: 4 }, 4, []],
    ]);
  });

  it('a retrieval that joins: what was ranked, and apart from it what was joined', async () => {
    const statements = await recorded(tap, (client) =>
      client.query(
        `SELECT m.id, m.body, p.id AS person, p.name AS author, m.embedding <-> $1 AS distance
         FROM messages m JOIN people p ON p.id = m.person_id ORDER BY m.embedding <-> $1 LIMIT 2`,
        ['[6.1,0,0]'],
      ),
    );
    expect(statements).toMatchObject([
      {
        retrieval: 'vector',
        rows: [
          { table: 'messages', key: { id: 6 }, rank: 1, texts: ['message 6'] },
          { table: 'messages', key: { id: 5 }, rank: 2, texts: ['message 5'] },
        ],
      },
      {
        retrieval: undefined,
        rows: [
          { table: 'people', key: { id: 1 }, rank: 1, texts: ['Ada'] },
          { table: 'people', key: { id: 3 }, rank: 2, texts: ['Grace'] },
        ],
      },
    ]);
  });

  it('a table joined with itself: both its rows', async () => {
    const { rows } = await only((client) =>
      client.query('SELECT a.*, b.* FROM people a JOIN people b ON b.id = a.id + 1 ORDER BY a.id'),
    );
    expect(rows.map(({ key, rank }) => [key, rank])).toEqual([
      [{ id: 1 }, 1],
      [{ id: 2 }, 1],
      [{ id: 3 }, 2],
    ]);
  });

  it('keys that did not come, from what came, unless it fits several rows', async () => {
    const byBody = await only((client) =>
      client.query('SELECT body FROM messages ORDER BY embedding <-> $1 LIMIT 2', ['[1,0,0]']),
    );
    expect(byBody.rows).toEqual([
      { table: 'messages', key: { id: 1 }, rank: 1, texts: ['message 1'] },
      { table: 'messages', key: { id: 2 }, rank: 2, texts: ['message 2'] },
    ]);
    const byName = await only((client) => client.query('SELECT name FROM people ORDER BY name'));
    expect(byName.rows.map(({ key }) => key)).toEqual([{ id: 1 }, undefined, undefined]);
  });

  it('of an unknown row beside a known one nothing', async () => {
    const { rows } = await only((client) =>
      client.query(`SELECT m.id, p.name FROM messages m JOIN people p ON p.id = m.person_id
        WHERE m.id IN (1, 3) ORDER BY m.id`),
    );
    expect(rows.map(({ table, key }) => [table, key])).toEqual([
      ['messages', { id: 1 }],
      ['messages', { id: 3 }],
      ['people', { id: 1 }],
    ]);
  });

  it('a unique key without nulls where there is no primary key; full-text search with its rank', async () => {
    const { rows, retrieval } = await only((client) =>
      client.query(
        `SELECT lang, number, ts_rank(search, query), left(note, 7) AS excerpt
         FROM archive.notes, plainto_tsquery('english', $1) query WHERE search @@ query`,
        ['cats'],
      ),
    );
    expect(retrieval).toBe('full-text');
    expect(rows).toEqual([
      {
        table: 'archive.notes',
        key: { lang: 'en', number: '9007199254740993' },
        rank: 1,
        distance: expect.closeTo(0.0608, 3),
        texts: ['en', 'the cat'],
      },
    ]);
  });

  it('rows without any key', async () => {
    const { rows } = await only((client) => client.query('SELECT * FROM keyless ORDER BY word'));
    expect(rows.map(({ table, key, rank }) => [table, key, rank])).toEqual([
      ['keyless', undefined, 1],
      ['keyless', undefined, 2],
      ['keyless', undefined, 3],
    ]);
  });

  it("a view's rows as those of the tables behind it", async () => {
    const { rows } = await only((client) =>
      client.query('SELECT number, content FROM recent ORDER BY embedding <-> $1 LIMIT 1', [
        '[6,0,0]',
      ]),
    );
    expect(rows).toEqual([{ table: 'messages', key: { id: 6 }, rank: 1, texts: ['message 6'] }]);
  });

  it('tables through subqueries and CTEs; of the catalog and of what is computed nothing', async () => {
    const statements = await recorded(tap, async (client) => {
      await client.query('WITH near AS (SELECT * FROM messages LIMIT 1) SELECT id FROM near');
      await client.query('SELECT id FROM (SELECT id FROM people ORDER BY id LIMIT 1) p');
      await client.query('SELECT oid, typname FROM pg_type LIMIT 3');
      await client.query('SELECT count(*) FROM messages');
    });
    const rows = statements.map(({ rows, rowCount }) => [rowCount, rows.map(({ key }) => key)]);
    expect(rows).toEqual([
      [1, [{ id: 1 }]],
      [1, [{ id: 1 }]],
      [3, []],
      [1, []],
    ]);
  });

  it('binary results and parameters', async () => {
    const statement = await only((client) =>
      client.query({
        text: 'SELECT id, big, small, label FROM tokens WHERE id = $1 AND $2::bytea IS NOT NULL',
        values: ['11111111-2222-3333-4444-555555555555', Buffer.from([1])],
        binary: true,
      } as QueryConfig),
    );
    const key = { id: '11111111-2222-3333-4444-555555555555' };
    expect(statement.parameters).toEqual([key.id, undefined]);
    expect(statement.rows).toEqual([{ table: 'tokens', key, rank: 1, texts: ['x'] }]);
  });

  it('each statement of one Query, up to the one that fails', async () => {
    const statements = await recorded(tap, (client) =>
      client
        .query("SELECT id FROM people ORDER BY id LIMIT 2; SELECT ';'; SELECT 1/0; SELECT 2")
        .catch(() => {}),
    );
    expect(statements.map(({ sql, rowCount, error }) => [sql, rowCount, error])).toEqual([
      ['SELECT id FROM people ORDER BY id LIMIT 2', 2, undefined],
      ["SELECT ';'", 1, undefined],
      ['SELECT 1/0', 0, '22012'],
    ]);
  });

  it('a prepared statement, also one that was prepared before', async () => {
    await withClient(tap, async (client) => {
      const query = { name: 'by-id', text: 'SELECT id FROM people WHERE id = $1' };
      await client.query({ ...query, values: [1] });
      const recording = tap.record();
      await client.query({ ...query, values: [2] });
      await client.query({ ...query, values: [3] });
      const statements = await recording.end();
      expect(
        statements.map(({ sql, parameters, rows }) => [sql, parameters, rows[0]?.key]),
      ).toEqual([
        [query.text, ['2'], { id: 2 }],
        [query.text, ['3'], { id: 3 }],
      ]);
    });
  });

  it('statements that fail while they are parsed or bound', async () => {
    const statements = await recorded(tap, async (client) => {
      await client.query('SELECT $1 FROM nowhere', [1]).catch(() => {});
      await client.query('SELECT $1::int', ['one']).catch(() => {});
      await client.query('SELECT 1');
    });
    expect(statements.map(({ sql, parameters, error }) => [sql, parameters, error])).toEqual([
      ['SELECT $1 FROM nowhere', [], '42P01'],
      ['SELECT $1::int', ['one'], '22P02'],
      ['SELECT 1', [], undefined],
    ]);
  });

  it('what has not ended, as far as it came', async () => {
    await withClient(tap, async (client) => {
      const recording = tap.record();
      const sleeping = client.query('SELECT id FROM people, pg_sleep(id / 3) WHERE $1 > 0', [1]);
      // Its answer says that the first connection's statement is there.
      await withClient(tap, (other) =>
        other.query(`DO $$ BEGIN WHILE NOT EXISTS (
          SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(id / 3)%' AND pid <> pg_backend_pid()
            AND state = 'active') LOOP PERFORM pg_sleep(0.01); END LOOP; END $$`),
      );
      const statements = await recording.end();
      await sleeping;
      expect(statements[0]?.sql).toContain('pg_sleep(id / 3)');
      expect(statements[0]?.parameters).toEqual(['1']);
    });
  });

  it('nothing of what came before or after, and one recording at a time', async () => {
    await withClient(tap, async (client) => {
      await client.query('SELECT 1');
      const recording = tap.record();
      expect(() => tap.record()).toThrow('while it recorded');
      await client.query('SELECT 2');
      const statements = await recording.end();
      await client.query('SELECT 3');
      expect(statements.map(({ sql }) => sql)).toEqual(['SELECT 2']);
      expect(await recording.end()).toBe(statements);
      expect(await tap.record().end()).toEqual([]);
    });
  });

  it('not more than its bounds: rows, values, texts', async () => {
    const statements = await recorded(tap, async (client) => {
      await client.query('SELECT m.id, m.body FROM messages m, generate_series(1, 100)');
      await client.query(`SELECT p.id, p.name, repeat('é', 100000) AS long FROM people p
        ORDER BY p.id LIMIT 1`);
    });
    expect(statements[0]?.rowCount).toBe(600);
    expect(statements[0]?.rows.length).toBeLessThanOrEqual(6);
    const texts = statements[1]?.rows[0]?.texts;
    expect(texts?.[1]).toBe('é'.repeat(32_768));
  });

  it('retrieval, though other statements have taken all that they may', async () => {
    const statements = await recorded(tap, async (client) => {
      for (let index = 0; index < 3; index++) {
        await client.query(`SELECT m.id, repeat('x', 65536) FROM messages m`);
      }
      await client.query('SELECT body FROM messages ORDER BY embedding <-> $1 LIMIT 1', [
        '[1,0,0]',
      ]);
    });
    expect(statements[2]?.rows[5]?.texts).toEqual([]);
    expect(statements[3]?.rows[0]?.texts).toEqual(['message 1']);
  });
});
