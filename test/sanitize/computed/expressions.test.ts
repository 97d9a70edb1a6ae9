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

const ONE = `INSERT INTO people (id, name, email) VALUES (1, 'Zebulon Quackenbush', 'Zeb@raw-domain.com');`;
const PEOPLE = `CREATE TABLE people (id int PRIMARY KEY, name text, email text);`;

describe('copies of masked values inside a row', () => {
  itHere(
    'come out of the masked row by `derive`, as of columns that others repeat by hand',
    async () => {
      const { query, prove } = await masked(
        `${PEOPLE} ALTER TABLE people ADD email_lower text NOT NULL DEFAULT '';
       ${ONE} UPDATE people SET email_lower = lower(email);`,
        `  columns:
    people.name: person
    people.email: email
    people.email_lower: { mask: derive, expression: "lower(email)" }`,
      );
      const [row] = await query('SELECT email, email_lower FROM public.people');
      expect(row?.email_lower).toBe(String(row?.email).toLowerCase());
      expect(row?.email_lower).toMatch(/\.example$/);
      expect((await prove()).measured.leaks).toBe(0);
    },
  );

  itHere(
    'come out of masked rows by `derive` also from other columns that are derived or generated',
    async () => {
      const { query } = await masked(
        `CREATE TABLE people (id int PRIMARY KEY, name text, initials text, first text GENERATED ALWAYS AS (split_part(name, ' ', 1)) STORED);
       INSERT INTO people (id, name, initials) VALUES (1, 'Zebulon Quackenbush', 'Z');`,
        `  columns:
    people.name: person
    people.initials: { mask: derive, expression: "left(first, 1)" }`,
      );
      const [row] = await query('SELECT name, first, initials FROM public.people');
      const [first = ''] = String(row?.name).split(' ');
      expect(first).not.toBe('Zebulon');
      expect(row).toMatchObject({ first, initials: first[0] });
    },
  );

  itHere('come out of a trigger that the policy names, and of no other', async () => {
    const { query, prove } = await masked(
      `CREATE TABLE messages (id int PRIMARY KEY, body text, search tsvector, copies int DEFAULT 0);
       CREATE TRIGGER messages_search BEFORE INSERT OR UPDATE ON messages FOR EACH ROW
         EXECUTE FUNCTION tsvector_update_trigger(search, 'pg_catalog.simple', body);
       CREATE FUNCTION count_copy() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN NEW.copies := NEW.copies + 1; RETURN NEW; END $$;
       CREATE TRIGGER messages_copies BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION count_copy();
       INSERT INTO messages VALUES (1, 'zeb@raw-domain.com wrote this');`,
      `  columns:
    messages.body: text
    messages.search: { mask: trigger, trigger: messages_search }`,
    );
    const [row] = await query(
      `SELECT search = to_tsvector('pg_catalog.simple', body) AS same, search::text AS search, copies FROM public.messages`,
    );
    expect(row).toMatchObject({ same: true, copies: 1 });
    expect(row?.search).not.toContain('raw-domain');
    expect(
      await query(`SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O' AND NOT tgisinternal`),
    ).toEqual([]);
    expect((await prove()).measured.leaks).toBe(0);
  });

  itHere('come out of PostgreSQL where it generates them', async () => {
    const { query, prove } = await masked(
      `CREATE TABLE messages (id int PRIMARY KEY, body text,
         search tsvector GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, body)) STORED);
       INSERT INTO messages (id, body) VALUES (1, 'zeb@raw-domain.com wrote this');`,
      '  columns: { messages.body: text }',
    );
    const [row] = await query('SELECT search::text AS search FROM public.messages');
    expect(row?.search).toMatch(/'wrote'/);
    expect(row?.search).not.toContain('raw-domain');
    expect((await prove()).measured.leaks).toBe(0);
  });
});

describe('what is computed from other tables', () => {
  itHere('meets their masked rows, by derive, by a trigger and by a lying function', async () => {
    const { query } = await masked(
      `CREATE TABLE persons (id int PRIMARY KEY, name text);
       INSERT INTO persons VALUES (1, 'Zebulon Quackenbush');
       CREATE FUNCTION name_of(int) RETURNS text IMMUTABLE LANGUAGE sql AS
         $$ SELECT reverse(name) FROM public.persons WHERE id = $1 $$;
       CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN NEW.filled := name_of(NEW.person); RETURN NEW; END $$;
       CREATE TABLE notes (person int, own text, derived text, filled text, same text,
         generated text GENERATED ALWAYS AS (name_of(person)) STORED);
       CREATE TRIGGER fill BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION fill();
       INSERT INTO notes (person, own) VALUES (1, 'Zebulon Quackenbush');`,
      `  columns:
    persons.name: person
    notes.own: person
    notes.derived: { mask: derive, expression: "name_of(person)" }
    notes.same: { mask: derive, expression: "(SELECT string_agg(reverse(own), '') FROM public.notes)" }
    notes.filled: { mask: trigger, trigger: fill }`,
    );
    const [row] = await query(
      'SELECT n.*, reverse(p.name) AS wanted FROM public.notes n, public.persons p',
    );
    expect(row?.derived).toBe(row?.wanted);
    expect(row?.filled).toBe(row?.wanted);
    expect(JSON.stringify(row)).not.toMatch(/nolubeZ|hsubnekcauQ|Zebulon/);
  });
});

describe('what a function of the schema computes from other tables', () => {
  const SCHEMA = `CREATE TABLE persons (id int PRIMARY KEY, name text);
    INSERT INTO persons VALUES (1, 'Zebulon Quackenbush');
    CREATE FUNCTION name_of(int) RETURNS text IMMUTABLE LANGUAGE sql AS
      $$ SELECT reverse(name) FROM public.persons WHERE id = $1 $$;`;

  itHere('is made anew in a table that has no mask', async () => {
    const { query } = await masked(
      `${SCHEMA} CREATE TABLE notes (person int, label text GENERATED ALWAYS AS (name_of(person)) STORED);
       INSERT INTO notes VALUES (1);
       CREATE TABLE marks (person int);
       CREATE INDEX marks_name ON marks (name_of(person));
       INSERT INTO marks VALUES (1);`,
      '  columns: { persons.name: person }',
    );
    const [row] = await query(
      'SELECT label, reverse(name) AS wanted FROM public.notes, public.persons',
    );
    expect(row?.label).toBe(row?.wanted);
    await query('SET enable_seqscan = off');
    const indexed = `SELECT FROM public.marks WHERE public.name_of(person) =`;
    expect(await query(`${indexed} '${row?.wanted}'`)).toHaveLength(1);
  });

  itHere('is computed once the tables are filled that it reads', async () => {
    const { query } = await masked(
      `${SCHEMA} CREATE TABLE a_notes (person int, note text,
         label text NOT NULL GENERATED ALWAYS AS (name_of(person)) STORED);
       INSERT INTO a_notes VALUES (1, 'Zebulon Quackenbush');`,
      '  columns: { persons.name: person, a_notes.note: person }',
    );
    const [row] = await query(
      'SELECT label, reverse(name) AS wanted FROM public.a_notes, public.persons',
    );
    expect(row?.label).toBe(row?.wanted);
  });

  itHere('may be no column, which nobody would search', async () => {
    const { prove } = await masked(
      `${SCHEMA} CREATE TABLE kept (id int);
       CREATE FUNCTION stolen(text) RETURNS text LANGUAGE plpgsql AS
         $$ BEGIN ALTER TABLE public.kept ADD IF NOT EXISTS stolen text; RETURN 'x'; END $$;
       ALTER TABLE kept OWNER TO CURRENT_USER;`,
      '  columns: { persons.name: { mask: sql, expression: "public.stolen(name)" } }',
    );
    const error = await errorOf(prove());
    expect(error.code).toBe('mask-failed');
    expect(error.message).toContain('somebody made columns:\n  kept.stolen');
  });

  itHere('may be no table, which nobody would search', async () => {
    const { prove } = await masked(
      `${SCHEMA} CREATE FUNCTION stolen(text) RETURNS text LANGUAGE plpgsql AS
         $$ BEGIN CREATE TABLE IF NOT EXISTS public.stolen AS SELECT * FROM public.persons; RETURN 'x'; END $$;
       GRANT ALL ON SCHEMA public TO PUBLIC;`,
      '  columns: { persons.name: { mask: sql, expression: "public.stolen(name)" } }',
    );
    const error = await errorOf(prove());
    expect(error.code).toBe('mask-failed');
    expect(error.message).toContain('somebody made columns:\n  stolen.id');
  });
});

describe('the mask sql', () => {
  itHere('gives what the expression makes of the raw row', async () => {
    const { query } = await masked(
      PEOPLE + ONE,
      `  columns:
    people.name: { mask: sql, expression: "'person ' || id" }
    people.email: { mask: sql, expression: "CASE WHEN email LIKE '%@raw%' THEN NULL ELSE 'x' END" }`,
    );
    const rows = await query('SELECT name, email FROM public.people');
    expect(rows).toEqual([{ name: 'person 1', email: null }]);
  });

  itHere('is caught by the proof when it lets raw values through', async () => {
    const { prove } = await masked(
      PEOPLE + ONE,
      `  columns:
    people.name: person
    people.email: { mask: sql, expression: "email || ''" }`,
    );
    const error = await errorOf(prove());
    expect(error.code).toBe('leak-found');
    expect(error.message).toContain('people.email');
    expect(error.message).not.toMatch(/zeb|raw-domain/i);
  });
});

describe.each(['sql', 'derive'])('an expression of the mask %s', (mask) => {
  const failures = {
    'fails on a value': 'name::int::text',
    'is no SQL': 'lower(',
    'names a column that is not there': 'nobody',
    'gives NULL to a column that takes none': 'NULL',
    'starts another statement': "email FROM people; ALTER ROLE postgres PASSWORD 'x'; SELECT email",
    'closes the parenthesis that it stands in':
      "email) FROM people; DROP TABLE people; SELECT ('a'",
    'comments the rest out': 'email) FROM public.people --',
    'reads a file of the server': "pg_read_file('PG_VERSION')",
    'reads passwords': '(SELECT max(rolpassword) FROM pg_catalog.pg_authid)',
    'makes itself a superuser': "set_config('role', 'postgres', false)",
  };

  for (const [what, expression] of Object.entries(failures)) {
    itHere(`that ${what} fails without a value`, async () => {
      const sql = `${PEOPLE} ALTER TABLE people ALTER email SET NOT NULL; ${ONE}`;
      const policy = `  columns:
    people.name: person
    people.email: { mask: ${mask}, expression: ${JSON.stringify(expression)} }`;
      const error = await errorOf(masked(sql, policy));
      expect(['mask-failed', 'config-invalid']).toContain(error.code);
      expect(error.message).toContain('people');
      expect(`${error.message} ${error.cause}`).not.toMatch(/Zeb|Quackenbush|raw-domain/i);
    });
  }
});
