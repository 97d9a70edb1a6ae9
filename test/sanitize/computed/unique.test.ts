import { describe, expect, it } from 'vitest';
import { findTestInstallations } from '../../postgres/installations.ts';
import { have, needs } from '../../skip.ts';
import { errorOf, maskedCopy } from './masked-copy.ts';

const { withVector } = await findTestInstallations();

/** In PostgreSQL itself, which is many times as fast as PGlite. */
const itHere = (name: string, test: () => Promise<void>) =>
  it(name, { ...needs(withVector) }, test);
const masked = (sql: string, policy: string) =>
  maskedCopy(sql, policy, have(withVector).installation);

/** Letters instead of digits, since `person` masks digits as such. */
const letters = (number: string) => `translate((${number})::text, '0123456789', 'bcdfghjkmp')`;

/** People whose names are all different, in an order that a seed decides. */
const people = (count: number, seed: string) => `
  CREATE TABLE people (id int PRIMARY KEY, name text UNIQUE);
  CREATE TABLE notes (author text REFERENCES people (name));
  INSERT INTO people SELECT i, 'Zeb' || ${letters('i % 500')} || ' Quack' || ${letters('i / 500')}
    FROM generate_series(1, ${count}) i ORDER BY md5(i || '${seed}');
  INSERT INTO notes SELECT name FROM people ORDER BY md5(name || '${seed}') LIMIT 1000;`;

const columns = (masks: string) => `  columns: { ${masks} }`;

describe('a unique column', () => {
  itHere('stays one with 50,000 names, whatever the order of its rows', async () => {
    const all: Record<string, unknown>[][] = [];
    for (const seed of ['a', 'b']) {
      const policy = columns('people.name: person');
      const { query } = await masked(people(50_000, seed), policy);
      const rows = await query('SELECT id, name FROM public.people ORDER BY id');
      expect(new Set(rows.map(({ name }) => name)).size).toBe(50_000);
      const joined = await query(
        'SELECT count(*)::int AS n FROM public.notes JOIN public.people ON name = author',
      );
      expect(joined).toEqual([{ n: 1000 }]);
      all.push(rows);
    }
    expect(all[1]).toEqual(all[0]);
  });

  itHere('may be one by an exclusion constraint', async () => {
    const { query } = await masked(
      `CREATE TABLE codes (id int PRIMARY KEY, code varchar(2), EXCLUDE USING btree (code WITH =));
      INSERT INTO codes SELECT i, chr(65 + i / 20) || chr(75 + i % 20) FROM generate_series(1, 150) i`,
      columns('codes.code: hash'),
    );
    const rows = await query('SELECT DISTINCT code FROM public.codes');
    expect(rows).toHaveLength(150);
  });

  itHere('stays one from a pool that is hardly large enough', async () => {
    // Two hex digits: 256 pseudonyms for 150 values.
    const sql = (order: string) => `
      CREATE TABLE codes (id int PRIMARY KEY, code varchar(2) UNIQUE);
      CREATE TABLE uses (code varchar(2) REFERENCES codes (code));
      INSERT INTO codes SELECT i, chr(65 + i / 20) || chr(75 + i % 20) FROM generate_series(1, 150) i
        ORDER BY i ${order};
      INSERT INTO uses SELECT code FROM codes;`;
    const all: Record<string, unknown>[][] = [];
    for (const order of ['ASC', 'DESC']) {
      const { query } = await masked(sql(order), columns('codes.code: hash'));
      all.push(await query('SELECT id, code FROM public.codes ORDER BY id'));
      const used = await query('SELECT FROM public.uses JOIN public.codes USING (code)');
      expect(used).toHaveLength(150);
    }
    expect(new Set(all[0]?.map(({ code }) => code)).size).toBe(150);
    expect(all[1]).toEqual(all[0]);
  });

  itHere('stays one where values differ in letter case only', async () => {
    const { query } = await masked(
      `CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE);
       INSERT INTO people VALUES (1, 'zeb@raw-domain.com'), (2, 'ZEB@raw-domain.com'), (3, 'Zeb@raw-domain.com');`,
      columns('people.email: email'),
    );
    const rows = await query('SELECT DISTINCT email FROM public.people');
    expect(rows).toHaveLength(3);
  });

  itHere('stays one where an index ignores letter case', async () => {
    const { query } = await masked(
      `CREATE TABLE codes (id int PRIMARY KEY, code varchar(2));
       CREATE UNIQUE INDEX codes_code ON codes (lower(code));
       INSERT INTO codes SELECT i, chr(65 + i / 10) || i % 10 FROM generate_series(1, 200) i;`,
      columns('codes.code: scramble'),
    );
    const rows = await query('SELECT DISTINCT lower(code) FROM public.codes');
    expect(rows).toHaveLength(200);
  });

  itHere(
    'that ignores letter case is still what references of other letter case lead to',
    async () => {
      const { query } = await masked(
        `CREATE EXTENSION citext;
       CREATE TABLE codes (code citext PRIMARY KEY);
       CREATE TABLE uses (code citext REFERENCES codes (code));
       INSERT INTO codes SELECT chr(65 + i / 10) || i % 10 FROM generate_series(1, 200) i;
       INSERT INTO uses SELECT lower(code::text) FROM codes;`,
        columns('codes.code: scramble'),
      );
      // The session's search path has no operators of citext.
      const joined = await query(
        'SELECT FROM public.uses u JOIN public.codes c ON u.code OPERATOR(public.=) c.code',
      );
      expect(joined).toHaveLength(200);
    },
  );

  itHere('stays one as a part of a key, as far as its mask can', async () => {
    const { query } = await masked(
      `CREATE TABLE codes (tenant int, code varchar(2), day date, PRIMARY KEY (tenant, code, day));
       INSERT INTO codes SELECT i % 2, chr(65 + i / 20) || chr(75 + i % 20), '2024-02-03'
         FROM generate_series(1, 150) i;`,
      columns('codes.code: hash, codes.day: date'),
    );
    expect(await query('SELECT DISTINCT tenant, code, day FROM public.codes')).toHaveLength(150);
  });

  itHere('gives a value the same pseudonym in a document as in the column', async () => {
    const { query } = await masked(
      `CREATE TABLE codes (code varchar(2) UNIQUE);
       CREATE TABLE documents (body jsonb);
       INSERT INTO codes SELECT chr(65 + i / 20) || chr(75 + i % 20) FROM generate_series(1, 150) i;
       INSERT INTO documents SELECT jsonb_build_object('code', code) FROM codes;`,
      columns('codes.code: scramble, documents.body: { mask: json, paths: { $.code: scramble } }'),
    );
    const joined = await query(
      "SELECT FROM public.documents d JOIN public.codes c ON d.body->>'code' = c.code",
    );
    expect(joined).toHaveLength(150);
  });

  itHere(
    'is refused a mask with fewer pseudonyms than values, by column and constraint',
    async () => {
      const error = await errorOf(
        masked(
          `CREATE TABLE people (name varchar(1) PRIMARY KEY);
           INSERT INTO people SELECT chr(65 + i) FROM generate_series(1, 40) i;`,
          columns('people.name: hash'),
        ),
      );
      expect(error.code).toBe('mask-failed');
      expect(error.message).toBe(
        'people.name has more values than the mask `hash` can keep apart, which people_pkey asks for',
      );
    },
  );
});
