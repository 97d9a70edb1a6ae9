import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../../src/sanitize/mask-copy.ts';
import { proveCopy } from '../../../src/sanitize/prove-copy.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { have, needs } from '../../skip.ts';
import { makePrivateCopy, type TestCopy } from '../private-copy.ts';

const KEY = 'a key of the tests that is long enough';
const options = {
  hash: createKeyedHash(new Secret(KEY)),
  onProgress: () => {},
  signal: new AbortController().signal,
};

const PEOPLE = `
  CREATE TABLE people (id int PRIMARY KEY, name text, email text UNIQUE, phone text);
  INSERT INTO people VALUES (1, 'Zoë Quackenbush', 'zoe@raw-domain.com', '4930123456789'),
    (2, 'Ann O''Raw', 'ann@raw-domain.com', NULL), (3, NULL, NULL, NULL);
  CREATE TABLE logins (id int PRIMARY KEY, email text REFERENCES people (email));
  INSERT INTO logins SELECT i, 'zoe@raw-domain.com' FROM generate_series(1, 5) i;
  CREATE TABLE invitations (id int PRIMARY KEY, email text);
  INSERT INTO invitations VALUES (1, 'zoe@raw-domain.com'), (2, 'ann@raw-domain.com'), (3, 'other@raw-domain.com');`;

function load(rest: string) {
  return parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
  columns:
    people.name: person
    people.email: email
    people.phone: phone
    logins.email: email
    invitations.email: email
${rest}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY } },
  );
}

let copy: TestCopy;
afterEach(() => copy?.end());

const { withVector } = await findTestInstallations();
const servers = [
  { name: 'PGlite', found: {}, installation: () => undefined },
  { name: 'PostgreSQL', found: withVector, installation: () => have(withVector).installation },
];

/** What says a raw value outside the masked columns, and how the message names it. */
const places: readonly { what: string; sql: string; place: string | RegExp }[] = [
  {
    what: 'prose in another case, over quoted lines',
    sql: `CREATE TABLE quoted (body text); INSERT INTO quoted VALUES (E'> says ZOË\n> > quackenbush')`,
    place: 'quoted.body holds a value of people.name',
  },
  {
    what: 'prose without accents',
    sql: `CREATE TABLE plain (body text); INSERT INTO plain VALUES ('by Zoe Quackenbush.')`,
    place: 'plain.body holds a value of people.name',
  },
  {
    what: 'bytea',
    sql: `CREATE TABLE bytes (body bytea); INSERT INTO bytes VALUES (convert_to('by Zoë Quackenbush', 'UTF8'))`,
    place: 'bytes.body holds a value of people.name',
  },
  {
    what: 'bytea in UTF-16, in an array, between other bytes',
    sql: `CREATE TABLE wide (body bytea[]); INSERT INTO wide VALUES
      (ARRAY['\\xfffe7a006f00650040007200610077002d0064006f006d00610069006e002e0063006f006d00ff'::bytea])`,
    place: /^ {2}wide\.body holds a value of \w+\.email$/m,
  },
  {
    what: 'a key of jsonb',
    sql: `CREATE TABLE keys (body jsonb); INSERT INTO keys VALUES ('{"a": [{"zoe@raw-domain.com": 1}]}')`,
    place: /^ {2}keys\.body holds a value of \w+\.email$/m,
  },
  {
    what: 'escapes of json',
    sql: `CREATE TABLE escapes (body json); INSERT INTO escapes VALUES ('{"a": "Zo\\u00eb\\nQuackenbush"}')`,
    place: 'escapes.body holds a value of people.name',
  },
  {
    what: 'entities of xml in text',
    sql: `CREATE TABLE entities (body text); INSERT INTO entities VALUES ('<a>Zo&#xEB; Quackenbush</a>')`,
    place: 'entities.body holds a value of people.name',
  },
  {
    what: 'an array of composite values',
    sql: `CREATE TYPE pair AS (one text, two text); CREATE TABLE pairs (body pair[]);
      INSERT INTO pairs VALUES (ARRAY[ROW('x', 'Ann O''Raw')::pair])`,
    place: 'pairs.body holds a value of people.name',
  },
  {
    what: 'numbers',
    sql: `CREATE TABLE numbers (body numeric); INSERT INTO numbers VALUES (4930123456789)`,
    place: 'numbers.body holds a value of people.phone',
  },
  {
    what: 'a range',
    sql: `CREATE TABLE ranges (body numrange); INSERT INTO ranges VALUES ('[1,4930123456789]')`,
    place: 'ranges.body holds a value of people.phone',
  },
  {
    what: 'a tsvector',
    sql: `CREATE TABLE words (body tsvector);
      INSERT INTO words VALUES (to_tsvector('simple', 'so Ann and Zoë Quackenbush came'))`,
    place: 'words.body holds a value of people.name',
  },
  {
    what: 'a materialized view',
    sql: `CREATE MATERIALIZED VIEW copied AS SELECT 'Zoë Quackenbush'::text AS body`,
    place: '  copied.body holds a value of people.name',
  },
  {
    what: 'a comment',
    sql: `COMMENT ON COLUMN people.name IS 'for example Zoë Quackenbush'`,
    place: /column name of table (public\.)?people holds a value of people\.name/,
  },
  {
    what: 'a label of an enum',
    sql: `CREATE TYPE person AS ENUM ('nobody', 'Zoë Quackenbush')`,
    place: /type (public\.)?person holds a value of people\.name/,
  },
  {
    what: 'the body of a function',
    sql: `CREATE FUNCTION is_zoe(text) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 = 'Zoë Quackenbush' $$`,
    place: /function (public\.)?is_zoe\(text\) holds a value of people\.name/,
  },
  {
    what: 'a default',
    sql: `ALTER TABLE people ALTER COLUMN phone SET DEFAULT 'Zoë Quackenbush'`,
    place: /column phone of table (public\.)?people holds a value of people\.name/,
  },
  {
    what: 'the bounds of a partition',
    sql: `CREATE TABLE parted (body text) PARTITION BY LIST (body);
      CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN ('Zoë Quackenbush')`,
    place: 'parted_1 holds a value of people.name',
  },
  {
    what: 'what a column was added with',
    sql: `CREATE TABLE added (id int); INSERT INTO added VALUES (1);
      ALTER TABLE added ADD COLUMN body text DEFAULT 'Zoë Quackenbush'; ALTER TABLE added ALTER COLUMN body DROP DEFAULT`,
    place: 'added.body holds a value of people.name',
  },
  {
    what: 'what an aggregate begins with',
    sql: `CREATE AGGREGATE joined (text) (SFUNC = textcat, STYPE = text, INITCOND = 'Zoë Quackenbush')`,
    place: /joined\(text\) holds a value of people\.name/,
  },
  {
    what: 'the name of a collation',
    sql: `CREATE COLLATION "Zoë Quackenbush" FROM "C"`,
    place: 'the name of an object holds a value of people.name',
  },
  {
    what: 'numbers in other groups',
    sql: `CREATE TABLE grouped (body text); INSERT INTO grouped VALUES ('call +49 30/123-456789')`,
    place: 'grouped.body holds a value of people.phone',
  },
  {
    what: 'a name in an address',
    sql: `CREATE TABLE slugs (body text); INSERT INTO slugs VALUES ('https://x.org/ann_o%27raw?q=%5A%6F%C3%AB+Quackenbush')`,
    place: 'slugs.body holds a value of people.name',
  },
  {
    what: 'Chinese and Korean without blanks',
    sql: `INSERT INTO people VALUES (4, '王小明'), (5, '王伟'), (6, '김민준');
      CREATE TABLE signs (one text, two text, three text); INSERT INTO signs VALUES ('我是王小明。', '昨天王伟来了', '저는 김민준입니다')`,
    place:
      /signs\.one holds [\s\S]*signs\.three holds [\s\S]*signs\.two holds a value of people\.name/,
  },
  {
    what: 'a sequence',
    sql: `CREATE SEQUENCE numbered; SELECT setval('numbered', 4930123456789)`,
    place: 'the sequence public.numbered holds a value of people.phone',
  },
  {
    what: 'the name of a table',
    sql: `CREATE TABLE "Zoë Quackenbush" (id int)`,
    place: 'the name of a relation holds a value of people.name',
  },
];
const KEPT =
  'quoted plain bytes wide keys escapes entities pairs numbers ranges parted added grouped slugs signs'.split(
    ' ',
  );

describe.each(servers)('the proof of a masked copy of $name', ({ found, installation }) => {
  const itHere = (name: string, test: () => Promise<void>) => it(name, needs(found), test);

  async function prove(sql: string, rest: string, tamper = '') {
    copy = await makePrivateCopy(`${PEOPLE}${sql}`, installation());
    const masked = await maskCopy(copy, { ...options, loaded: load(rest) });
    if (tamper !== '') await (await copy.connect()).query(tamper);
    return proveCopy(copy, masked, options).catch((error) => error);
  }

  itHere(
    'finds a raw value wherever it is, names places and no value, and makes no role',
    async () => {
      const error = await prove(
        places.map(({ sql }) => sql).join(';\n'),
        `  keep: [words.body, ${KEPT.map((table) => `${table}.*`).join(', ')}]`,
      );
      expect(error).toMatchObject({ code: 'leak-found' });
      for (const { what, place } of places) {
        if (typeof place === 'string') expect(error.message, what).toContain(place);
        else expect(error.message, what).toMatch(place);
      }
      expect(error.message).not.toMatch(/quackenbush|o'raw|raw-domain|49301/i);
      const client = await copy.connect();
      expect((await client.query(`SELECT FROM pg_roles WHERE rolname = 'branch'`)).rowCount).toBe(
        0,
      );
    },
  );

  itHere('takes pseudonyms that are raw values of the same column for what they are', async () => {
    const dense = `CREATE TABLE phones (id int PRIMARY KEY, phone text, plain text GENERATED ALWAYS AS (upper(phone)) STORED);
      INSERT INTO phones SELECT i, '+45 ' || 20000000 + i FROM generate_series(0, 3) i;
      CREATE MATERIALIZED VIEW seen AS SELECT phone FROM phones;`;
    const raw = '+45 20000001';
    const mask = `    phones.phone: phone`;
    const coincidence = `UPDATE public.phones SET phone = '${raw}' WHERE id = 3; REFRESH MATERIALIZED VIEW public.seen`;
    expect(await prove(dense, mask, coincidence)).toMatchObject({ measured: { leaks: 0 } });
    await copy.end();
    const leak = `UPDATE public.phones SET phone = 'call ${raw}' WHERE id = 3`;
    expect(await prove(dense, mask, leak)).toMatchObject({ code: 'leak-found' });
  });

  it.each([
    ['of the same document', `(1, '{"email": "x@raw-domain.com", "login": "x@raw-domain.com"}')`],
    [
      'of another one',
      `(1, '{"email": "x@raw-domain.com"}'), (2, '{"login": "x@raw-domain.com"}')`,
    ],
    ['inside a text', `(1, '{"email": "x@raw-domain.com", "note": "to x@raw-domain.com"}')`],
  ])('finds a value of a masked path of json at a kept path %s', needs(found), async (_, rows) => {
    const error = await prove(
      `CREATE TABLE documents (id int PRIMARY KEY, body jsonb); INSERT INTO documents VALUES ${rows}`,
      '    documents.body: { mask: json, paths: { $.email: email } }',
    );
    expect(error).toMatchObject({ code: 'leak-found' });
    expect(error.message).toContain('documents.body holds a value of documents.body');
  });

  itHere('finds a raw value in the row filter of a publication', async () => {
    const error = await prove(
      `CREATE PUBLICATION filtered FOR TABLE people WHERE (name = 'Zoë Quackenbush') WITH (publish = 'insert')`,
      '',
    );
    expect(error).toMatchObject({ code: 'leak-found' });
    expect(error.message).toMatch(/people in publication filtered holds a value of people\.name/);
  });

  itHere('does not say the name of an object that is a raw value', async () => {
    const error = await prove(
      'CREATE TABLE "Ann O\'Raw" (body text); INSERT INTO "Ann O\'Raw" VALUES (\'zoe@raw-domain.com\')',
      `  keep: ['"Ann O''Raw".*']`,
    );
    expect(error).toMatchObject({ code: 'leak-found' });
    expect(error.message).toContain('an object whose name is a raw value holds a value of');
    expect(error.message).not.toContain('Raw"');
  });

  itHere('finds a raw value in a large object, in the middle of pages', async () => {
    const error = await prove(
      '',
      '',
      `SELECT lo_from_bytea(0, convert_to(repeat('x ', 262140) || 'Zoë Quackenbush', 'UTF8'))`,
    );
    expect(error).toMatchObject({ code: 'leak-found' });
    expect(error.message).toContain('a large object holds a value of people.name');
  });

  itHere('counts what joins and columns give, and says so where it is another', async () => {
    const proof = await prove('', '');
    // Not "Raw", which is a word, as a part of a name.
    expect(proof.measured).toMatchObject({ leaks: 0, valuesSearched: 6, notSearched: 1 });
    // The key, and invitations with both of its tables.
    expect(proof.measured.relations).toEqual({ joins: 3, same: 3, distinct: 5, sameDistinct: 5 });
    expect(proof.differences).toEqual([]);
  });

  itHere('refuses a copy in which a join lost its rows', async () => {
    const error = await prove('', '', `UPDATE public.invitations SET email = id || '@example.com'`);
    expect(error).toMatchObject({ code: 'mask-failed' });
    expect(error.message).toContain('invitations.email = people.email');
  });

  itHere('compares a vector column without an index by its distances', async () => {
    const proof = await prove(
      `CREATE EXTENSION vector; CREATE TABLE vectors (id int PRIMARY KEY, kept vector(3), blurred vector(3));
       INSERT INTO vectors SELECT i, ARRAY[sin(i), cos(i), i]::vector, ARRAY[sin(i), cos(i), i % 7]::vector
         FROM generate_series(1, 100) i;`,
      '    vectors.blurred: { mask: noise, amount: 2 }\n  keep: [vectors.kept]',
    );
    const [kept, blurred] = proof.rankingsByColumn;
    expect(kept).toEqual({ column: 'vectors.kept', probes: 20, identical: 20, overlap: 1 });
    expect(blurred).toMatchObject({ column: 'vectors.blurred', probes: 20 });
    expect(blurred.identical).toBeLessThan(20);
  });
});
