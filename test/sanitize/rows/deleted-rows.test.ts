import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { proveCopy } from '../../../src/sanitize/prove-copy.ts';
import { needs } from '../../skip.ts';
import { maskDatabase, servers } from './fixture.ts';

const SCHEMA = `
  CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, email text UNIQUE, profile jsonb, gone boolean);
  INSERT INTO people VALUES
    (1, 'Zebulon Quackenbush', 'zebulon@raw-domain.com', '{"nick": "Zebulonius", "tone": "friendly and warm"}', true),
    (2, 'Ursula Xenomark', 'ursula@raw-domain.com', '{"nick": "Ursulina", "tone": "friendly and warm"}', false);
  CREATE TABLE notes (id int PRIMARY KEY, body text);
  INSERT INTO notes VALUES (1, 'nothing'), (2, 'a friendly and warm tone')`;

const POLICY = `  columns:
    people.name: { mask: sql, expression: "'name ' || 1 / (id - 1)" }
    people.email: email
    people.profile: { mask: json, paths: { $.nick: hash } }
  tables:
    people: { mask: delete_rows, where: gone -- for ever }
  keep: [notes.*]`;

const EMPTIED = POLICY.replace(/people: \{ mask: delete_rows.*/, 'people: truncate');

describe.each(servers)('rows that go, on $name', ({ found, installation }) => {
  it.each([
    { of: 'a mask', said: 'of ZEBULON@raw-domain.com', by: 'people.email' },
    {
      of: 'an expression, which is not computed for them',
      said: 'for Zebulon Quackenbush',
      by: 'people.name',
    },
    { of: 'a masked leaf of JSON', said: 'called Zebulonius', by: 'people.profile' },
    { of: 'no masked leaf', said: 'friendly', by: undefined },
  ])('are searched for what they held: a value of $of', needs(found), async ({ said, by }) => {
    await using made = await maskDatabase(
      `${SCHEMA}; INSERT INTO notes VALUES (3, 'Written ${said}.')`,
      POLICY,
      { installation: installation() },
    );
    expect(await made.query('SELECT id::text FROM public.people')).toEqual([{ id: '2' }]);
    const proof = proveCopy(made.copy, made.masked, {
      hash: createKeyedHash(new Secret('a key of the tests that is long enough')),
      onProgress: () => {},
      signal: new AbortController().signal,
    });
    if (by === undefined) await proof;
    else await expect(proof).rejects.toThrow(`notes.body holds a value of ${by}`);
  });

  it('are searched for what they held where no row is left', needs(found), async () => {
    await using made = await maskDatabase(
      `${SCHEMA}; INSERT INTO notes VALUES (3, 'Written of ursula@raw-domain.com.')`,
      EMPTIED,
      { installation: installation() },
    );
    expect(await made.query('SELECT FROM public.people')).toEqual([]);
    const proof = proveCopy(made.copy, made.masked, {
      hash: createKeyedHash(new Secret('a key of the tests that is long enough')),
      onProgress: () => {},
      signal: new AbortController().signal,
    });
    await expect(proof).rejects.toThrow('notes.body holds a value of people.email');
  });

  it('leave no value of a column that was added with one', needs(found), async () => {
    await using made = await maskDatabase(
      `CREATE TABLE people (id int);
      INSERT INTO people VALUES (1);
      ALTER TABLE people ADD email text DEFAULT 'zebulon@raw-domain.com';
      ALTER TABLE people ALTER email DROP DEFAULT`,
      '  columns: { people.email: email }',
      { installation: installation() },
    );
    const held = `SELECT attmissingval FROM pg_attribute WHERE attrelid = 'public.people'::regclass AND attname = 'email'`;
    expect(await made.query(held)).toEqual([{ attmissingval: null }]);
    expect(await made.query(`SELECT email ~ 'raw' AS raw FROM public.people`)).toEqual([
      { raw: 'f' },
    ]);
  });
});
