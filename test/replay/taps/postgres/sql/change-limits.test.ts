import { describe, expect, it } from 'vitest';
import {
  changeLimits,
  type LimitChange,
} from '../../../../../src/replay/taps/postgres/sql/change-limits.ts';

/** The SQL with `[…]` around what the limits are changed in, as it would be sent. */
function expected(marked: string, change: LimitChange): string {
  return marked.replaceAll(/\[([^[\]]*)\]/g, (_, argument: string) =>
    change === 'half'
      ? ` ceil((${argument})::bigint / 2.0) `
      : ` least((${argument})::bigint * 2.0, 9223372036854775807) `,
  );
}

function changed(sql: string, change: LimitChange): string | undefined {
  return changeLimits(Buffer.from(sql), change)?.toString();
}

const near = 'SELECT id FROM items ORDER BY e <=> $1';

describe('the limit of a retrieval is changed', () => {
  it.each([
    `${near} LIMIT [6]`,
    `${near} LIMIT [$2]`,
    `${near} limit\n\t[$2::int] ; `,
    `${near} LIMIT [$2 + 1] OFFSET $3`,
    `${near} OFFSET $3 LIMIT [coalesce($2, (10))] FOR UPDATE`,
    `${near} LIMIT [(SELECT count(*) FROM items LIMIT 1)]`,
    `${near} LIMIT(5)`.replace('(5)', '[(5)]'),
    `${near} /* LIMIT 1 */ LIMIT [5] -- LIMIT 2`,
    `${near} LIMIT [5 /* of */ + -- more\n 1] -- rows`,
    `${near} FETCH FIRST [6] ROWS ONLY`,
    `${near} OFFSET 2 ROWS FETCH NEXT [$2] ROW WITH TIES`,
    `${near} FETCH FIRST [(2 + 3)] ROWS ONLY`,
    "SELECT 'é', '😀' AS ö FROM items ORDER BY e <-> $1 LIMIT [5]",
    'SELECT id FROM items WHERE body @@ to_tsquery($1) ORDER BY ts_rank(body, to_tsquery($1)) LIMIT [3]',
    'SELECT 1 - (e <=> $1) AS similarity FROM items ORDER BY similarity DESC LIMIT [3]',
    'SELECT e <=> $1 AS limit, settings.limit FROM items ORDER BY 1 LIMIT [3]',
    'SELECT id, "limit" FROM items ORDER BY e <=> $1 LIMIT [3]',
    `INSERT INTO found ${near} LIMIT [3] ON CONFLICT DO NOTHING RETURNING id`,
    `INSERT INTO found ${near} LIMIT [3] RETURNING id`,
    `DECLARE c CURSOR FOR ${near} LIMIT [3]`,
    `PREPARE q (vector, int) AS ${near} LIMIT [$2]`,
    `COPY (${near} LIMIT [3]) TO STDOUT`,
    `EXPLAIN ${near} LIMIT [3]`,
  ])('%s', (marked) => {
    const sql = marked.replaceAll(/[[\]]/g, '');
    expect(changed(sql, 'double')).toBe(expected(marked, 'double'));
    expect(changed(sql, 'half')).toBe(expected(marked, 'half'));
  });

  it('where FETCH FIRST names no number', () => {
    expect(changed(`${near} FETCH FIRST ROW ONLY`, 'double')).toBe(
      `${near} FETCH FIRST least((1)::bigint * 2.0, 9223372036854775807)  ROW ONLY`,
    );
  });
});

describe('of several limits those are changed that decide how many rows come back', () => {
  it.each([
    // A query around the one that ranks, with or without limits of their own.
    'SELECT * FROM (SELECT id, e <=> $1 AS d FROM items) s WHERE d < 1 ORDER BY d LIMIT [5]',
    'WITH s AS (SELECT id, e <=> $1 AS d FROM items LIMIT [20]) SELECT * FROM s ORDER BY d LIMIT [5]',
    // Hybrid search, as pgvector's documentation has it.
    `WITH near AS (${near} LIMIT [20]), words AS (SELECT id FROM items WHERE t @@ q LIMIT [20])
      SELECT id FROM near FULL JOIN words USING (id) ORDER BY score LIMIT [5]`,
    `(${near} LIMIT [3]) UNION ALL (SELECT id FROM items WHERE t @@ q LIMIT [4])`,
    `SELECT * FROM items WHERE id = ANY (ARRAY(${near} LIMIT [9])) ORDER BY at LIMIT [4]`,
    // Other queries in the same statement.
    `WITH mine AS (SELECT id FROM places LIMIT 100) SELECT id FROM items, mine ORDER BY e <=> $1 LIMIT [5]`,
    'SELECT id FROM items WHERE place IN (SELECT id FROM places ORDER BY name LIMIT 7) AND t @@ q LIMIT [5]',
    'SELECT id FROM items ORDER BY e <=> (SELECT e FROM asked ORDER BY at DESC LIMIT 9) LIMIT [5]',
    // A subquery that stands for one value.
    `SELECT name, (${near} LIMIT 1) FROM places ORDER BY name LIMIT [8]`,
    `SELECT name, (${near} FETCH FIRST ROW ONLY) FROM places LIMIT [8]`,
    // Statements of one Query.
    `SELECT 1 LIMIT 1; ${near} LIMIT [2]; SELECT * FROM items LIMIT 3; ${near} LIMIT [1];`,
  ])('%s', (marked) => {
    const sql = marked.replaceAll(/[[\]]/g, '');
    expect(changed(sql, 'double')).toBe(expected(marked, 'double'));
  });
});

describe('nothing is changed in', () => {
  it.each([
    '',
    ';',
    'SELECT id FROM items ORDER BY id LIMIT 5',
    `${near}`,
    `${near} LIMIT ALL`,
    `${near} LIMIT NULL`,
    `${near} LIMIT`,
    `${near} LIMIT OFFSET 3`,
    `${near} FETCH FIRST`,
    `${near} FETCH FIRST 5`,
    'FETCH FIRST FROM c',
    `${near}, 'LIMIT 5'`,
    `${near}, E'\\' LIMIT 5'`,
    `${near}, $tag$ LIMIT 5 $tag$`,
    `${near}, $é$ LIMIT 5 $è$ LIMIT 5 $é$`,
    `${near}, U&' LIMIT 5'`,
    `${near}, "a LIMIT 5"`,
    `${near}, élimit5, naïve.limit`,
    `${near} -- LIMIT 5`,
    `${near} /* /* */ LIMIT 5 */`,
    `${near}, 'never closed LIMIT 5`,
    `${near} /* never closed LIMIT 5`,
    `DO $$ BEGIN PERFORM 1 FROM items ORDER BY e <=> q LIMIT 5; END $$`,
    `SELECT e <=> $1; SELECT id FROM items LIMIT 5`,
    // What is created outlives the session.
    `CREATE VIEW nearest AS ${near} LIMIT 5`,
    `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; ${near} LIMIT 5; END`,
    `CREATE TABLE found AS ${near} LIMIT 5`,
  ])('%s', (sql) => {
    expect(changed(sql, 'double')).toBeUndefined();
  });

  it('SQL that is too long, or in another encoding than UTF-8', () => {
    const sql = `${near} LIMIT 5 --`;
    expect(changed(sql + ' '.repeat(131_072 - sql.length), 'half')).toBeDefined();
    expect(changed(sql + ' '.repeat(131_073 - sql.length), 'half')).toBeUndefined();
    // In Shift JIS the second byte of a character may be a backslash, and of others a letter.
    const shiftJis = Buffer.concat([Buffer.from(`${near}, '`), Buffer.from([0x83, 0x5c])]);
    const rest = Buffer.from("' LIMIT 5");
    expect(changeLimits(Buffer.concat([shiftJis, rest]), 'half')).toBeUndefined();
  });
});

it('bytes that are not changed stay as they are, whatever they are', () => {
  const sql = Buffer.from(
    `SELECT '\u00a0😀\u2028', "ß" FROM items ORDER BY e <=> $1 LIMIT 5 --\u0000é`,
  );
  const [before, behind] = [' ceil((', ')::bigint / 2.0) '].map((text) => Buffer.from(text));
  const at = sql.indexOf('5 --');
  const parts = [sql.subarray(0, at), before, Buffer.from('5'), behind, sql.subarray(at + 1)];
  expect(changeLimits(sql, 'half')).toEqual(Buffer.concat(parts as Buffer[]));
});

it('limits within limits, as deep as they get, are no obstacle', () => {
  const sql = `${near} ${'LIMIT ('.repeat(18_000)}`;
  expect(changed(sql, 'half')).toBe(
    `${near} LIMIT  ceil((${sql.slice(near.length + ' LIMIT '.length).trimEnd()})::bigint / 2.0) `,
  );
});

it('parentheses that do not match are no obstacle', () => {
  for (const sql of [`)))${near} LIMIT 5`, `(((${near} LIMIT 5`, `${near} LIMIT (((5`]) {
    expect(changed(sql, 'half')).toContain('::bigint');
  }
});
