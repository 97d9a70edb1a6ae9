import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { proveCopy } from '../../src/sanitize/prove-copy.ts';
import { needs } from '../skip.ts';
import { maskDatabase, servers } from './rows/fixture.ts';

const [, native] = servers;

const SCHEMA = `
  CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION btree_gist;
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE DOMAIN mail AS citext CHECK (VALUE ~ '^[^@]+@[^@]+$');
  CREATE DOMAIN tags AS text[] CHECK (cardinality(VALUE) < 5);
  CREATE TYPE place AS (street text, zip text);
  CREATE TABLE staff (login varchar(20) PRIMARY KEY, boss varchar(20) REFERENCES staff, mail mail UNIQUE, moods mood[],
    labels tags, home place, homes place[], salary int4range, born date, during tstzrange, room int, facts hstore,
    page xml, initials text GENERATED ALWAYS AS (upper(left(login, 2))) STORED, EXCLUDE USING gist (room WITH =, during WITH &&));
  INSERT INTO staff SELECT 'quill' || chr(97 + i), CASE WHEN i > 0 THEN 'quill' || chr(97 + i / 2) END,
    'Quill' || i || '@raw-domain.com', '{sad,glad}', ARRAY['xenomark ' || i, 'b'], ROW('Xenomark Street ' || i, '12')::place,
    ARRAY[ROW('Xenomark Street "x" ' || i, '12')::place], int4range(i * 1000, i * 1000 + 500), date '1980-01-01' + i * 100,
    tstzrange(timestamptz '2024-01-01' + i * interval '1 h', timestamptz '2024-01-01' + (i + 1) * interval '1 h'), 1,
    hstore('mail', 'Quill' || i || '@raw-domain.com') || hstore('none', NULL),
    xmlparse(CONTENT '<staff><mail>Quill' || i || '@raw-domain.com</mail><team>blue</team></staff>')
    FROM generate_series(0, 20) i;
  CREATE UNIQUE INDEX ON staff (lower(login)) INCLUDE (born);
  CREATE TABLE keys (tenant int, code text, parent text, PRIMARY KEY (tenant, code),
    FOREIGN KEY (tenant, parent) REFERENCES keys (tenant, code));
  INSERT INTO keys SELECT i % 3, 'Code' || i / 3, CASE WHEN i > 5 THEN 'Code' || (i / 3 - 1) END FROM generate_series(0, 30) i;
  CREATE TABLE root (id uuid, region text, mail mail, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
  CREATE TABLE root_a PARTITION OF root FOR VALUES IN ('a') PARTITION BY HASH (id);
  CREATE TABLE root_a0 PARTITION OF root_a FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE root_a1 PARTITION OF root_a FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  CREATE TABLE root_rest PARTITION OF root DEFAULT;
  INSERT INTO root SELECT md5(i::text)::uuid, chr(97 + i % 3), 'Quill' || i || '@raw-domain.com' FROM generate_series(0, 20) i;
  CREATE TABLE refs (id uuid, region text);
  INSERT INTO refs SELECT id, region FROM root;
  CREATE MATERIALIZED VIEW known AS SELECT login, mail, home FROM staff;
  CREATE UNIQUE INDEX ON known (login);
  CREATE MATERIALIZED VIEW known_logins AS SELECT login FROM known;
  CREATE TABLE docs (id int, body text, search tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);
  INSERT INTO docs SELECT i, 'Mail from Quill' || i || '@raw-domain.com about quill' || chr(97 + i) FROM generate_series(0, 10) i;
  CREATE INDEX ON docs USING gin (search);
  CREATE INDEX ON docs USING gin (to_tsvector('simple', body));`;

const POLICY = `  columns:
    staff.login: scramble
    staff.mail: email
    staff.labels: { mask: array, each: scramble }
    staff.home: { mask: sql, expression: "ROW('s', 'z')::public.place" }
    staff.homes: null
    staff.salary: { mask: number, keep: rank }
    staff.born: birthdate
    staff.during: date
    staff.facts: { mask: hstore, keys: { mail: email } }
    staff.page: { mask: xml, paths: { //mail: email } }
    keys.code: hash
    root.id: uuid
    refs.id: uuid
    root.mail: email
    docs.body: { mask: text, entities: [staff.mail, staff.login] }
  keep: [root.region, refs.region]`;

describe('every type and shape of a column', () => {
  it(
    'comes out valid, with the joins and copies of before',
    needs(native?.found ?? {}),
    async () => {
      await using made = await maskDatabase(SCHEMA, POLICY, {
        installation: native?.installation(),
      });
      const { query } = made;
      await query('SET search_path = public');
      const count = async (rows: string) =>
        (await query(`SELECT count(*) AS n FROM ${rows}`))[0]?.n;
      expect(await count('public.staff a JOIN public.staff b ON a.boss = b.login')).toBe('20');
      expect(
        await count(
          'public.keys a JOIN public.keys b ON (a.tenant, a.parent) = (b.tenant, b.code)',
        ),
      ).toBe('25');
      expect(await count('public.refs JOIN public.root USING (id, region)')).toBe('21');
      expect(await count('public.known_logins JOIN public.known USING (login)')).toBe('21');
      expect(await count('public.staff JOIN public.known USING (login, mail)')).toBe('21');
      expect(
        await count(`public.docs JOIN public.staff ON strpos(lower(body), lower(mail::text)) > 0
        AND body ~* ('about ' || login) AND search @@ plainto_tsquery('english', mail::text)`),
      ).toBe('11');
      const [row] = await query(`SELECT bool_and(facts -> 'mail' = mail::text) AS facts,
      bool_and(facts ? 'none' AND facts -> 'none' IS NULL) AS nulls, bool_and(labels[2] <> 'b') AS labels,
      bool_and((xpath('//mail/text()', page))[1]::text = mail::text) AS pages,
      bool_and((xpath('//team/text()', page))[1]::text = 'blue') AS teams,
      bool_and(initials = upper(left(login, 2))) AS initials, bool_and(moods = '{sad,glad}') AS moods,
      bool_and(NOT isempty(during)) AS during, count(DISTINCT salary) AS salaries FROM public.staff`);
      expect(row).toEqual({
        ...{
          facts: 't',
          nulls: 't',
          labels: 't',
          pages: 't',
          teams: 't',
          initials: 't',
          moods: 't',
        },
        ...{ during: 't', salaries: '21' },
      });
      const { measured } = await proveCopy(made.copy, made.masked, {
        hash: createKeyedHash(new Secret('a key of the tests that is long enough')),
        onProgress: () => {},
        signal: new AbortController().signal,
      });
      expect(measured.leaks).toBe(0);
    },
  );
});
