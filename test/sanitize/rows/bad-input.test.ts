import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../../src/sanitize/mask-copy.ts';
import { needs } from '../../skip.ts';
import { makePrivateCopy } from '../private-copy.ts';
import { loadPolicy, maskDatabase, maskingError, servers } from './fixture.ts';

const [, native] = servers;

describe.each(servers)('what does not fit, on $name', ({ found, installation }) => {
  it.each([
    {
      what: 'a pseudonym that a unique column has already',
      table: `name text CONSTRAINT one_name UNIQUE`,
      mask: '{ mask: sql, expression: "left(name, 3)" }',
      says: ['"public"."people"', 'one_name', 'name', '23505'],
    },
    {
      what: 'a pseudonym that is too long',
      table: 'name varchar(15)',
      mask: '{ mask: constant, value: longer than fifteen }',
      says: ['"public"."people"', '22001'],
    },
    {
      what: 'NULL where there has to be a value',
      table: 'name text NOT NULL',
      mask: 'null',
      says: ['"public"."people"', 'column name', '23502'],
    },
    {
      what: 'a value that a check refuses',
      table: `name text CONSTRAINT starts CHECK (name LIKE 'Zeb%')`,
      mask: 'hash',
      says: ['"public"."people"', 'constraint starts', '23514'],
    },
    {
      what: 'an expression that fails on a row',
      table: 'name text',
      mask: '{ mask: sql, expression: "name::int::text" }',
      says: ['"public"."people"', '22P02'],
    },
    {
      what: 'text that PostgreSQL cannot store',
      table: 'name text',
      mask: '{ mask: constant, value: "nothing\\0" }',
      says: ['people.name', 'no text that PostgreSQL can store'],
    },
  ])('refuses $what, and names no value', needs(found), async ({ table, mask, says }) => {
    const error = await maskingError(
      `CREATE TABLE people (id int, ${table});
       INSERT INTO people VALUES (1, 'Zebulon One'), (2, 'Zebulon Two');`,
      `  columns:\n    people.name: ${mask}`,
      { installation: installation() },
    );
    expect(error.code).toMatch(/mask-failed|config-invalid/);
    if (error.code === 'mask-failed') {
      for (const part of says) expect(error.message).toContain(part);
      expect(error.nextStep).not.toBe('');
    }
    expect(`${error.message} ${error.nextStep} ${error.cause}`).not.toMatch(/Zeb[^%]|longer/);
  });
});

describe.each(servers)('odd values, on $name', ({ found, installation }) => {
  it(
    'masks JSON that holds half of a surrogate pair, and keeps it valid',
    needs(found),
    async () => {
      await using made = await maskDatabase(
        String.raw`CREATE TABLE people (id int, profile json);
       INSERT INTO people VALUES (1, '{"name": "\ud800 Quackenbush", "kept": "\udc00", "n": 1.50}'), (2, '{"name": "\ud83d\ude00"}')`,
        '  columns:\n    people.profile: { mask: json, paths: { $.name: hash } }',
        { installation: installation() },
      );
      const rows = await made.query(
        'SELECT profile::text AS profile FROM public.people ORDER BY id',
      );
      const [first, second] = rows.map(({ profile }) => JSON.parse(profile ?? ''));
      expect(first).toMatchObject({ kept: '\udc00', n: 1.5 });
      expect(first.name).not.toMatch(/Quackenbush|\ud800/);
      expect(second.name).not.toBe('\u{1f600}');
    },
  );
});

describe('hostile rows', () => {
  it(
    'masks citext, equal in any letter case before and after',
    needs(native?.found ?? {}),
    async () => {
      await using made = await maskDatabase(
        `CREATE EXTENSION citext;
       CREATE TABLE people (id int, name citext UNIQUE);
       INSERT INTO people SELECT i, 'Zebulon ' || i FROM generate_series(1, 300) i;
       CREATE TABLE visits (name citext REFERENCES people (name));
       INSERT INTO visits SELECT name FROM people`,
        '  columns:\n    people.name: person',
        { installation: native?.installation() },
      );
      expect(
        await made.query(`SELECT count(*) AS n, count(DISTINCT lower(p.name::text)) AS names,
          bool_or(p.name::text ~* 'zebulon') AS raw FROM public.people p JOIN public.visits v ON v.name::text = p.name::text`),
      ).toEqual([{ n: '300', names: '300', raw: 'f' }]);
    },
  );

  it('masks a text of 50 MB', needs(native?.found ?? {}), async () => {
    await using made = await maskDatabase(
      `CREATE TABLE people (name text);
       INSERT INTO people VALUES ('Zebulon Quackenbush');
       CREATE TABLE messages (id int, body text);
       INSERT INTO messages SELECT i, repeat('Nothing personal in here. ', 2000000) || 'Zebulon Quackenbush' FROM generate_series(1, 2) i;
       INSERT INTO messages VALUES (3, 'short');`,
      `  columns:
    people.name: person
    messages.body: { mask: text, entities: [people.name] }`,
      { installation: native?.installation() },
    );
    expect(
      await made.query(
        `SELECT id, length(body) > 50000000 AS long, body LIKE '%' || name AS same, body LIKE '%Quack%' AS raw FROM public.messages, public.people ORDER BY id`,
      ),
    ).toEqual([
      { id: '1', long: 't', same: 't', raw: 'f' },
      { id: '2', long: 't', same: 't', raw: 'f' },
      { id: '3', long: 'f', same: 'f', raw: 'f' },
    ]);
  });

  it(
    'ends at once when it is interrupted, and leaves no file',
    needs(native?.found ?? {}),
    async () => {
      const copy = await makePrivateCopy(
        `CREATE TABLE people (id int, name text);
       INSERT INTO people SELECT i, 'Zebulon ' || i FROM generate_series(1, 200000) i; ANALYZE;`,
        native?.installation(),
      );
      try {
        const interruption = new AbortController();
        const messages: string[] = [];
        const masking = maskCopy(copy, {
          loaded: loadPolicy('  columns:\n    people.name: hash'),
          hash: createKeyedHash(new Secret('a key of the tests that is long enough')),
          signal: interruption.signal,
          onProgress(message) {
            messages.push(message);
            if (/^masking people/.test(message)) interruption.abort();
          },
        });
        await expect(masking).rejects.toThrow();
        expect(interruption.signal.aborted).toBe(true);
        expect(messages.at(-1)).toMatch(
          /^masking people, \d+ of about 200000 rows, \d+ rows\/s, \d+ s left$/,
        );
        expect(await readdir(copy.folder)).toEqual([]);
        expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
      } finally {
        await copy.end();
      }
    },
  );
});

describe('a database that is not in UTF-8', () => {
  it.each([
    {
      encoding: 'LATIN1',
      name: `'Zoë Quäckenbush' || i`,
      columns: 'people.name: person\n    people.note: { mask: text, entities: [people.name] }',
    },
    {
      encoding: 'SQL_ASCII',
      name: `'Zebulon Quackenbush' || chr(228) || i`,
      columns: 'people.name: hash\n    people.note: scramble',
    },
  ])('gets pseudonyms that it can store: $encoding', needs(native?.found ?? {}), async (of) => {
    await using made = await maskDatabase(
      `CREATE TABLE people (id int PRIMARY KEY, name text, note text);
      INSERT INTO people SELECT i, ${of.name}, 'Written by ' || ${of.name} || '.' FROM generate_series(1, 200) i`,
      `  columns:\n    ${of.columns}`,
      { installation: native?.installation(), initdb: [`--encoding=${of.encoding}`] },
    );
    const [found] = await made.query(
      `SELECT count(*) AS n, count(DISTINCT name) AS names, bool_or(name ~ 'Quack' OR note ~ 'Quack') AS raw FROM public.people`,
    );
    expect(found).toEqual({ n: '200', names: '200', raw: 'f' });
  });
});
