import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { Secret } from '../../src/config/secret.ts';
import { keepKnownValues, openCaseMask } from '../../src/sanitize/case-mask.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../src/sanitize/mask-copy.ts';
import { proveCopy } from '../../src/sanitize/prove-copy.ts';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { makePrivateCopy, type TestCopy } from './private-copy.ts';

const KEY = 'a key of the tests that is long enough';
const hash = createKeyedHash(new Secret(KEY));

const SCHEMA = `
  CREATE EXTENSION vector;
  CREATE TABLE people (id int PRIMARY KEY, name text, email varchar(60) UNIQUE, phone text, payload jsonb);
  CREATE TABLE logins (email varchar(60) REFERENCES people (email), at timestamptz DEFAULT now());
  CREATE TABLE messages (id int PRIMARY KEY, person int REFERENCES people, body text NOT NULL,
    embedding vector(16), lists vector(16));
  INSERT INTO people SELECT i, 'Zebulon Quackenbush' || chr(65 + i % 26), 'zeb' || i || '@raw-domain.com',
    '+49 30 ' || 1000000 + i, json_build_object('ip', '10.1.2.' || i % 250, 'plan', 'gold')
    FROM generate_series(1, 200) i;
  INSERT INTO logins SELECT email FROM people;
  INSERT INTO messages SELECT i, 1 + i % 200,
    'Hello ' || i || ', zebulon quackenbush' || chr(66 + i % 26) || ' wrote from <ZEB' || 1 + i % 200 || '@raw-domain.com>. '
      || repeat('Nothing personal in here. ', i % 150),
    (SELECT array_agg(sin(i * j))::vector FROM generate_series(1, 16) j),
    (SELECT array_agg(cos(i * j))::vector FROM generate_series(1, 16) j)
    FROM generate_series(1, 3000) i;
  CREATE INDEX ON messages USING hnsw (embedding vector_cosine_ops);
  CREATE INDEX ON messages USING ivfflat (lists vector_l2_ops) WITH (lists = 20);
  DELETE FROM messages WHERE id % 7 = 0;
  ANALYZE;`;

const POLICY = `
    people.name: person
    people.email: email
    people.phone: phone
    people.payload: { mask: json, paths: { $.ip: ip } }
    messages.body: { mask: text, entities: [people.name, people.email] }
  keep: [messages.embedding, messages.lists]`;

function load(columns: string) {
  return parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
  columns:${columns}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY } },
  );
}

const options = {
  hash,
  onProgress: () => {},
  signal: new AbortController().signal,
};
let copy: TestCopy;
afterEach(() => copy?.end());

const { withVector } = await findTestInstallations();
const servers = [
  { name: 'PGlite', found: {}, installation: () => undefined },
  { name: 'PostgreSQL', found: withVector, installation: () => have(withVector).installation },
];

async function filesHolding(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // The write-ahead log is the engine's to scrub.
    if (!entry.isFile() || path.includes('pg_wal')) continue;
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}

describe.each(servers)('masking a private copy of $name', ({ found, installation }) => {
  const itHere = (name: string, test: () => Promise<void>) => it(name, needs(found), test);

  itHere(
    'leaves no raw value in tables, indexes and statistics, and every ranking as it was',
    async () => {
      copy = await makePrivateCopy(SCHEMA, installation());
      expect(await filesHolding(copy.dataDirectory, 'raw-domain')).not.toEqual([]);
      const masked = await maskCopy(copy, { ...options, loaded: load(POLICY) });
      const { measured: proof } = await proveCopy(copy, masked, options);

      expect(proof.leaks).toBe(0);
      expect(proof.valuesSearched).toBeGreaterThan(400);
      expect(proof.rankings).toEqual({ probes: 400, identical: 400, overlap: 1 });
      expect(masked.sanitization.tables).toBe(3);

      const client = await copy.connect();
      const { rows } = await client.query(`SELECT count(*)::int AS n,
      count(*) FILTER (WHERE position(lower(p.email) IN lower(m.body)) > 0)::int AS consistent
      FROM public.messages m JOIN public.people p ON p.id = 1 + m.id % 200`);
      expect(rows[0]).toEqual({ n: 2572, consistent: 2572 });
      const joined = await client.query(
        'SELECT FROM public.logins JOIN public.people USING (email)',
      );
      expect(joined.rowCount).toBe(200);
      const payload = await client.query('SELECT payload FROM public.people WHERE id = 1');
      expect(payload.rows[0].payload).toMatchObject({ plan: 'gold' });
      expect(payload.rows[0].payload.ip).not.toBe('10.1.2.1');

      await client.query('CHECKPOINT');
      await copy.stop();
      expect(await filesHolding(copy.dataDirectory, 'raw-domain')).toEqual([]);
      expect(await filesHolding(copy.dataDirectory, 'Quackenbush')).toEqual([]);
    },
  );

  itHere('gives the case the pseudonyms of the data, from keyed hashes alone', async () => {
    copy = await makePrivateCopy(SCHEMA, installation());
    const masked = await maskCopy(copy, { ...options, loaded: load(POLICY) });
    await keepKnownValues(copy.folder, masked.known, hash);
    const [file] = await readdir(copy.folder);
    expect(await readFile(join(copy.folder, file as string), 'utf8')).not.toMatch(/zeb|quack/i);
    const { mask, findRaw } = await openCaseMask(copy.folder, hash);
    const client = await copy.connect();
    const { rows } = await client.query('SELECT name, email FROM public.people WHERE id = 3');
    expect(mask('What did Zebulon QuackenbushD (zeb3@raw-domain.com) want?')).toBe(
      `What did ${rows[0].name} (${rows[0].email}) want?`,
    );
    expect(findRaw('What did Zebulon QuackenbushD want?')).toEqual({ column: 'people.name' });
    expect(findRaw('Write to <ZEB3@raw-domain.com>')).toEqual({ column: 'people.email' });
    const messages = await client.query('SELECT body FROM public.messages');
    for (const { body } of messages.rows) expect(findRaw(body)).toBeUndefined();
  });

  itHere(
    'stops at every column that could hold text and is not listed, and at rules for missing ones',
    async () => {
      copy = await makePrivateCopy(SCHEMA, installation());
      const columns = `
    people.name: person
    people.emial: email
    poeple.phone: phone
    messages.body: { mask: text, entities: [people.phone] }`;
      const error = await maskCopy(copy, { ...options, loaded: load(columns) }).catch((e) => e);
      expect(error.code).toBe('config-invalid');
      expect(error.message).toContain(
        'branch-prod.yml:7:5: sanitize.columns["people.emial"]: no such column in public.people; did you mean "email"?',
      );
      expect(error.message).toContain('no such table in public; did you mean "people"?');
      expect(error.message).toContain('people.payload (jsonb) is not listed');
      expect(error.message).toMatch(
        /messages\.embedding \((public\.)?vector\(16\)\) is not listed/,
      );
      expect(error.message).toContain('has no mask that gives a pseudonym');
      expect(error.message).not.toContain('logins.at');
    },
  );

  itHere(
    'finds a raw value in a column that was kept, names columns only, and makes no role',
    async () => {
      copy = await makePrivateCopy(SCHEMA, installation());
      const columns = POLICY.replace(/\n.*messages\.body.*/, '').replace(
        'keep: [',
        'keep: [messages.body, ',
      );
      const masked = await maskCopy(copy, { ...options, loaded: load(columns) });
      const error = await proveCopy(copy, masked, options).catch((e) => e);
      expect(error.code).toBe('leak-found');
      expect(error.message).toContain('messages.body holds a value of people.name');
      expect(error.message).not.toMatch(/zeb|quack/i);
      const client = await copy.connect();
      expect((await client.query("SELECT FROM pg_roles WHERE rolname = 'branch'")).rowCount).toBe(
        0,
      );
    },
  );

  itHere('finds a raw value in a view, a comment, a function and a default', async () => {
    copy = await makePrivateCopy(
      `CREATE TABLE people (id int PRIMARY KEY, name text, email text DEFAULT 'zeb@raw-domain.com');
       INSERT INTO people VALUES (1, 'Zebulon');
       CREATE MATERIALIZED VIEW copied AS SELECT 'zeb@raw-domain.com'::text AS email;
       COMMENT ON COLUMN people.email IS 'for example Zeb@raw-domain.com; Zebulon has one';
       CREATE FUNCTION is_zeb(text) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 = 'zeb@raw-domain.com' $$;
       CREATE FUNCTION is_named(text) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 = 'Zebulon' $$;`,
      installation(),
    );
    const loaded = load('\n    people.name: person\n    people.email: email');
    const masked = await maskCopy(copy, { ...options, loaded });
    const error = await proveCopy(copy, masked, options).catch((e) => e);
    expect(error.code).toBe('leak-found');
    expect(error.message).toMatch(/^ {2}copied\.email holds a value of people\.email$/m);
    for (const place of ['column email of table', 'function .*is_zeb', 'materialized view']) {
      expect(error.message).toMatch(new RegExp(`${place}.* holds a value of people.email`));
    }
    expect(error.message).not.toMatch(/is_named|of people\.name|raw-domain/);
  });

  itHere('refuses a mask whose output does not fit, without a value in the message', async () => {
    copy = await makePrivateCopy(
      `CREATE TABLE people (id int PRIMARY KEY, name text CHECK (name LIKE 'Zeb%'));
       INSERT INTO people VALUES (1, 'Zebulon');`,
      installation(),
    );
    const error = await maskCopy(copy, {
      ...options,
      loaded: load('\n    people.name: person'),
    }).catch((e) => e);
    expect(error).toMatchObject({ code: 'mask-failed' });
    expect(error.message).toContain('people_name_check');
    expect(`${error.message} ${error.cause}`).not.toContain('Zebulon');
  });

  itHere(
    'fires no trigger, removes dropped columns, refreshes views, and neutralises',
    async () => {
      copy = await makePrivateCopy(
        `CREATE TABLE people (id int PRIMARY KEY, name text, ssn text);
       CREATE TABLE audit (old text);
       INSERT INTO people VALUES (1, 'Zebulon', 'SSN-123-RAW');
       ALTER TABLE people DROP COLUMN ssn;
       CREATE MATERIALIZED VIEW names AS SELECT name FROM people;
       CREATE FUNCTION keep_old() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO audit VALUES (OLD.name); RETURN NEW; END $$;
       CREATE TRIGGER audit BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION keep_old();
       CREATE ROLE admin LOGIN PASSWORD 'of production';
       CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing;`,
        installation(),
      );
      const masked = await maskCopy(copy, {
        ...options,
        loaded: load('\n    people.name: person\n  keep: [audit.old]'),
      });
      expect(masked.sanitization.neutralised).toEqual([
        'foreign servers: 1',
        // The superuser of a test's PostgreSQL has one too.
        `role passwords: ${installation() === undefined ? 1 : 2}`,
      ]);
      const client = await copy.connect();
      expect((await client.query('SELECT FROM public.audit')).rowCount).toBe(0);
      const { rows } = await client.query(
        'SELECT (SELECT name FROM public.people), (SELECT name AS view FROM public.names)',
      );
      expect(rows[0].view).toBe(rows[0].name);
      await client.query('CHECKPOINT');
      await copy.stop();
      expect(await filesHolding(copy.dataDirectory, 'SSN-123-RAW')).toEqual([]);
      expect(await filesHolding(copy.dataDirectory, 'Zebulon')).toEqual([]);
    },
  );
});
