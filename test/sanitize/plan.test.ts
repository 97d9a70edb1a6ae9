import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePlan } from '../../src/sanitize/describe-plan.ts';
import { type Plan, planMasking } from '../../src/sanitize/plan.ts';
import { loadPolicy } from './policy.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const PEOPLE = `
  CREATE EXTENSION vector;
  CREATE TABLE people (id int PRIMARY KEY, name text, email varchar(60) UNIQUE, born date, vip boolean);
  CREATE TABLE messages (id int PRIMARY KEY, author varchar(40) REFERENCES people (email), body text NOT NULL,
    embedding vector(3));`;

describe('the plan', { timeout: 240_000 }, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  }, 240_000);
  afterAll(() => database[Symbol.asyncDispose]());

  async function plan(sql: string, policy: string): Promise<Plan> {
    return planMasking(loadPolicy(policy), await database.catalogOf(sql));
  }
  /** The problems, each with its place. */
  async function problems(sql: string, policy: string): Promise<string[]> {
    const loaded = loadPolicy(policy);
    const catalog = await database.catalogOf(sql);
    try {
      planMasking(loaded, catalog);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      expect(code).toBe('config-invalid');
      return message.split('\n');
    }
    return [];
  }
  const masks = ({ tables }: Plan) =>
    Object.fromEntries(
      tables.flatMap(({ columns }) => columns.map(({ name, mask }) => [name, mask.mask])),
    );

  it('gives every column its mask, and lists once what holds no text and no rule names', async () => {
    const policy = `
  columns: { people.name: person, people.email: email, messages.body: text }
  keep: [messages.embedding]`;
    const planned = await plan(PEOPLE, policy);
    expect(masks(planned)).toEqual({
      'people.name': 'person',
      'people.email': 'email',
      'messages.author': 'email',
      'messages.body': 'text',
    });
    expect(planned.unlistedNumbers).toEqual([
      'messages.id',
      'people.id',
      'people.born',
      'people.vip',
    ]);
    expect(planned.entities.map(({ column }) => column.name)).toEqual(['people.name']);
  });

  it('says of each column that could hold text and has no rule what can be done', async () => {
    const found = await problems(
      PEOPLE,
      '  columns: { people.name: person }\n  keep: [messages.*]',
    );
    expect(found).toEqual([
      expect.stringMatching(
        /messages\.embedding \((public\.)?vector\(3\)\) is not listed: an embedding can be inverted .* sanitize\.keep .*reembed.*noise/,
      ),
      'branch-prod.yml:3:1: sanitize.unlisted: people.email (character varying(60)) is not listed: give it a mask in sanitize.columns, or list it in sanitize.keep',
    ]);
  });

  it('names an unlisted column of a partitioned table once, and asks nothing of an emptied one', async () => {
    const sql = `
      CREATE TABLE events (at date, what text) PARTITION BY RANGE (at);
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
      CREATE TABLE animals (name text);
      CREATE TABLE dogs (tricks text) INHERITS (animals);
      CREATE TABLE sessions (token text);`;
    const found = await problems(sql, '  tables: { sessions: truncate }');
    expect(found.map((line) => /unlisted: (\S+)/.exec(line)?.[1])).toEqual([
      'animals.name',
      'dogs.tricks',
      'events.what',
    ]);
  });

  it('holds a rule for a parent good for its parts, at every level, and its heirs', async () => {
    const sql = `
      CREATE TABLE events (at date, kind text, what text) PARTITION BY RANGE (at);
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')
        PARTITION BY LIST (kind);
      CREATE TABLE events_1_a PARTITION OF events_1 FOR VALUES IN ('a');
      CREATE TABLE animals (name text);
      CREATE TABLE dogs (tricks text) INHERITS (animals);
      CREATE TABLE poodles () INHERITS (dogs);`;
    const planned = await plan(
      sql,
      '  columns: { events.what: text, animals.name: first_name }\n  keep: [events_1.kind, dogs.*]',
    );
    expect(masks(planned)).toEqual({
      'events_1_a.what': 'text',
      'animals.name': 'first_name',
      'dogs.name': 'first_name',
      'poodles.name': 'first_name',
    });
  });

  it('keeps with a whole table no column that only an heir has, but all of its parts', async () => {
    const sql = `
      CREATE TABLE documents (id int, title text);
      CREATE TABLE documents_private (ssn text) INHERITS (documents);
      CREATE TABLE events (at date, what text) PARTITION BY RANGE (at);
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`;
    expect(await problems(sql, '  keep: [documents.*, events.*]')).toEqual([
      expect.stringContaining('documents_private.ssn (text) is not listed'),
    ]);
    expect(await problems(sql, '  keep: [documents.*, documents_private.*, events.*]')).toEqual([]);
    expect(await problems(sql, '  keep: [documents.*, documents.ssn, events.*]')).toEqual([]);
  });

  describe('a search vector', () => {
    const sql = `
      CREATE DOMAIN words AS tsvector;
      CREATE TABLE messages (body text, author inet, search words);`;

    it('is named itself, and says so', async () => {
      expect(await problems(sql, '  keep: [messages.*]')).toEqual([
        expect.stringMatching(
          /messages\.search \((public\.)?words\) is not listed: a search vector holds the words of other columns: .*derive/,
        ),
      ]);
      expect(await problems(sql, '  keep: [messages.*, messages.search]')).toEqual([]);
    });

    it('is not kept beside masked text, whose words it holds', async () => {
      const found = await problems(
        sql,
        '  columns: { messages.body: text }\n  keep: [messages.*, messages.search]',
      );
      expect(found).toEqual([
        expect.stringMatching(
          /^branch-prod\.yml:6:\d+: sanitize\.keep\[1\]: messages\.search holds words of the raw row, and body beside it is masked: .*derive.*trigger/,
        ),
      ]);
      const derived = '{ mask: derive, expression: "to_tsvector(body)" }';
      const policies = [
        `  columns: { messages.body: text, messages.search: ${derived} }\n  keep: [messages.*]`,
        '  columns: { messages.author: ip }\n  keep: [messages.*, messages.search]',
        '  columns: { messages.body: text }\n  tables: { messages: truncate }\n  keep: [messages.*, messages.search]',
      ];
      for (const policy of policies) expect(await problems(sql, policy)).toEqual([]);
    });
  });

  it('says a name with a line break on one line', async () => {
    const found = await problems('CREATE TABLE t ("x\n::stop-commands::y" text);', '  keep: []');
    expect(found).toEqual([expect.stringContaining('t.x ::stop-commands::y (text) is not listed')]);
  });

  it('is described with the rule behind each column, and what its mask is told', async () => {
    const policy = `
  columns: { people.email: email, messages.body: { mask: text, entities: [people.email] } }
  keep: [people.*, messages.embedding]`;
    const catalog = await database.catalogOf(PEOPLE);
    const { description, problems } = describePlan(loadPolicy(policy), { catalog, acting: [] });
    expect(problems).toEqual([]);
    const said = description.tables.flatMap(({ name, columns }) =>
      columns.map(({ mask, because, options, ...column }) => [
        `${name}.${column.name}: ${mask}`,
        because,
        options,
      ]),
    );
    expect(said).toEqual([
      ['messages.author: email', expect.stringMatching(/^references people\.email \(/), undefined],
      ['messages.body: text', 'sanitize.columns["messages.body"]', 'entities: people.email'],
      ['messages.embedding: keep', 'sanitize.keep[1]', undefined],
      ['people.id: keep', 'sanitize.keep[0], with its table', undefined],
      ['people.name: keep', 'sanitize.keep[0], with its table', undefined],
      ['people.email: email', 'sanitize.columns["people.email"]', undefined],
      ['people.born: keep', 'sanitize.keep[0], with its table', undefined],
      ['people.vip: keep', 'sanitize.keep[0], with its table', undefined],
    ]);
  });

  it('refuses two rules that give one column different masks', async () => {
    const sql = 'CREATE TABLE a (x text); CREATE TABLE b () INHERITS (a);';
    expect(await problems(sql, '  columns: { a.x: email, b.x: hash }')).toEqual([
      'branch-prod.yml:5:26: sanitize.columns["b.x"]: b.x has another mask by a.x',
    ]);
    expect(await problems(sql, '  columns: { a.x: email, b.x: email }')).toEqual([]);
  });

  describe('a mask of a key', () => {
    it('goes to every column that references it: in chains, in composites, to the table itself', async () => {
      const sql = `
        CREATE TABLE a (code text PRIMARY KEY, boss text REFERENCES a);
        CREATE TABLE b (code text PRIMARY KEY REFERENCES a, n int, kind text, UNIQUE (n, kind, code));
        CREATE TABLE c (id int PRIMARY KEY, x text, y int, z text, FOREIGN KEY (y, z, x) REFERENCES b (n, kind, code));`;
      const planned = await plan(sql, '  columns: { a.code: hash, b.kind: scramble }');
      expect(masks(planned)).toEqual({
        'a.code': 'hash',
        'a.boss': 'hash',
        'b.code': 'hash',
        'b.kind': 'scramble',
        'c.x': 'hash',
        'c.z': 'scramble',
      });
      const c = planned.tables.find(({ table }) => table.name === 'c');
      expect(c?.columns[0]?.follows).toMatchObject({ tableName: 'b', column: 'code' });
    });

    it('goes through partitioned tables on either side, to all their parts', async () => {
      const sql = `
        CREATE TABLE a (id int, code text, PRIMARY KEY (id, code)) PARTITION BY RANGE (id);
        CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (0) TO (10);
        CREATE TABLE a_2 PARTITION OF a FOR VALUES FROM (10) TO (20);
        CREATE TABLE b (id int, code text, day date, FOREIGN KEY (id, code) REFERENCES a) PARTITION BY RANGE (day);
        CREATE TABLE b_1 PARTITION OF b FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE TABLE b_2 PARTITION OF b DEFAULT;`;
      expect(masks(await plan(sql, '  columns: { a.code: hash }'))).toEqual({
        'a_1.code': 'hash',
        'a_2.code': 'hash',
        'b_1.code': 'hash',
        'b_2.code': 'hash',
      });
    });

    it('is cut to the shortest of all columns that share its values', async () => {
      const planned = await plan(
        `${PEOPLE} CREATE TABLE logins (email varchar(25) REFERENCES people (email), other text REFERENCES people (email));`,
        '  columns: { people.name: person, people.email: email, messages.body: text }\n  keep: [messages.embedding]',
      );
      const lengths = planned.tables.flatMap(({ columns }) =>
        columns.filter(({ mask }) => mask.mask === 'email').map(({ column }) => column.maxLength),
      );
      expect(lengths).toEqual([25, 25, 25, 25]);
    });

    it.each([
      [
        'another mask',
        'a.code: hash, b.code: email',
        '',
        /b\.code: code|a\.code, which b\.code references \(b_code_fkey\), has the mask hash, and b\.code has email/,
      ],
      [
        'keep',
        'a.code: hash',
        'b.code',
        /keep\[0\]: a\.code, which b\.code references .* has keep/,
      ],
      [
        'a mask without one of the key',
        'b.code: hash',
        'a.code',
        /b\.code has a mask, and a\.code, which it references .*: mask a\.code/,
      ],
      [
        'what is computed from a row',
        'a.code: { mask: sql, expression: md5(code) }',
        '',
        /b\.code references a\.code .* can't follow/,
      ],
    ])('refuses %s on what references it', async (_, columns, keep, message) => {
      const sql = `CREATE TABLE a (code text PRIMARY KEY); CREATE TABLE b (code text REFERENCES a);`;
      const found = await problems(sql, `  columns: { ${columns} }\n  keep: [${keep}]`);
      const problem = found.find((line) => message.test(line));
      expect(problem, found.join('\n')).toMatch(/^branch-prod\.yml:[56]:/);
    });

    it('may be cut off by null, and wins over a rule for the whole table', async () => {
      const sql = `CREATE TABLE a (code text PRIMARY KEY);
        CREATE TABLE b (code text REFERENCES a); CREATE TABLE c (code text REFERENCES a, t text);`;
      const policy = '  columns: { a.code: hash, b.code: null }\n  keep: [c.*]';
      expect(masks(await plan(sql, policy))).toEqual({
        'a.code': 'hash',
        'b.code': 'null',
        'c.code': 'hash',
      });
    });
  });

  describe('a mask that does not fit', () => {
    const sql = `
      CREATE EXTENSION vector;
      CREATE TYPE color AS ENUM ('red');
      CREATE DOMAIN code AS varchar(5);
      CREATE TABLE t (id int PRIMARY KEY, words text, code code, day date, at timestamptz, amount numeric, tags text[], data jsonb,
        doc xml, ip inet, guid uuid, pay int4range, color color, v vector(3), bytes bytea, must text NOT NULL, uni text UNIQUE,
        search tsvector, place point, twice text GENERATED ALWAYS AS (words) STORED);`;

    it.each([
      [
        'words: { mask: array, each: email }',
        'the mask array does not fit text, which is no array',
      ],
      ['tags: email', 'text[] is an array: use { mask: array, each: email }'],
      ['tags: { mask: array, each: number }', 'each: the mask number does not fit text[]'],
      [
        'words: { mask: hstore, keys: { a: email } }',
        'the mask hstore does not fit text; what does: person',
      ],
      [
        'amount: { mask: json, paths: { $.a: email } }',
        'the mask json does not fit numeric; what does: phone, postcode, geo, date, birthdate, card',
      ],
      ['words: number', 'the mask number does not fit text'],
      ['words: { mask: noise, amount: 0.1 }', 'the mask noise does not fit text'],
      ['v: hash', 'what does: noise, reembed, null'],
      ['pay: number', 'int4range needs { mask: number, keep: rank }'],
      ['data: text', 'the mask text does not fit jsonb; what does: json, null'],
      ['day: email', 'what does: date, birthdate, null'],
      ['color: hash', 'the mask hash does not fit color; what does: null'],
      ['guid: scramble', 'what does: uuid, secret, hash, null'],
      ['ip: hash', 'what does: ip, null'],
      ['search: text', 'what does: null, constant, sql, derive'],
      ['must: null', 'must is NOT NULL'],
      ['id: null', 'id is NOT NULL'],
      ['uni: { mask: constant, value: x }', "uni is unique: its values can't all be the same"],
      ['day: { mask: date, by: nobody }', 'no such column in the same table', '.by'],
      ['day: { mask: date, by: twice }', 'is generated: name the column that it comes from', '.by'],
      [
        'data: { mask: json, paths: { $.d: { mask: date, by: nobody } } }',
        'no such column in the same table',
        '.by',
      ],
      [
        'words: { mask: trigger, trigger: none }',
        'no such row trigger that fires before INSERT; there is none',
        '.trigger',
      ],
      ['v: { mask: reembed, from: nothing }', 'no such column in the same table', '.from'],
      ['v: { mask: reembed, from: amount }', 'holds no text', '.from'],
      ['twice: text', 'is generated: PostgreSQL computes it'],
      ['wrods: text', 'did you mean "words"?'],
    ])('is a problem at its place: %s', async (rule, message, at = '') => {
      const search = rule.startsWith('search:') ? '' : ', t.search: null';
      const policy = `  columns: { t.${rule}${search} }\n  keep: [t.*${rule.startsWith('v:') ? '' : ', t.v'}]\n  embeddings: { model: m }`;
      const found = await problems(sql, policy);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(message);
      expect(found[0]).toMatch(/^branch-prod\.yml:5:\d+: sanitize\.columns\["t\./);
      expect(found[0]).toContain(`${at}: `);
    });

    it('is none where it fits', async () => {
      const fitting = [
        ...[
          'words: text',
          'code: hash',
          'day: birthdate',
          'at: { mask: date, by: id }',
          'amount: number',
          'pay: { mask: number, keep: rank }',
        ],
        ...[
          'tags: { mask: array, each: email }',
          'data: { mask: json, paths: { $.a: text } }',
          'ip: ip',
        ],
        ...[
          'doc: { mask: xml, paths: { //a: email } }',
          'guid: uuid',
          'color: { mask: constant, value: red }',
        ],
        ...['v: { mask: reembed, from: words }', 'bytes: hash', 'place: geo', 'uni: null'],
        ...['search: { mask: derive, expression: to_tsvector(words) }'],
      ];
      const rules = fitting.map((rule) => `    t.${rule}`).join('\n');
      expect(
        await problems(sql, `  columns:\n${rules}\n  keep: [t.must]\n  embeddings: { model: m }`),
      ).toEqual([]);
    });

    it('finds the trigger that it names', async () => {
      const withTrigger = `CREATE TABLE t (words text, search tsvector);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER fills BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();`;
      const policy = '  columns: { t.words: text, t.search: { mask: trigger, trigger: fills } }';
      expect(await problems(withTrigger, policy)).toEqual([]);
    });
  });

  describe('a rule for a table', () => {
    const sql = `
      CREATE TABLE logs (id int PRIMARY KEY, line text);
      CREATE TABLE marks (log int REFERENCES logs);
      CREATE TABLE parts (at int, line text) PARTITION BY RANGE (at);
      CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9);`;

    it('empties it with all parts, or takes some rows', async () => {
      const planned = await plan(
        sql,
        `  tables: { parts: truncate, marks: delete_rows, logs: { mask: delete_rows, where: id < 5 } }
  columns: { logs.line: text, parts.line: text }`,
      );
      expect(
        planned.tables.map(({ table, rows, columns }) => [table.name, rows, columns.length]),
      ).toEqual([
        ['logs', { mask: 'delete_rows', where: 'id < 5' }, 1],
        ['marks', { mask: 'delete_rows' }, 0],
        ['parts_1', { mask: 'truncate' }, 0],
      ]);
      expect(planned.unlistedNumbers).toEqual(['logs.id']);
    });

    it('does not empty what others still reference', async () => {
      const keep = '\n  keep: [parts.line]';
      expect(await problems(sql, `  tables: { logs: truncate }${keep}`)).toEqual([
        'branch-prod.yml:5:13: sanitize.tables.logs: marks references it (marks_log_fkey): truncate marks too',
      ]);
      const both = `  tables: { logs: truncate, marks: truncate }${keep}`;
      expect(await problems(sql, both)).toEqual([]);
    });

    it('names one that exists', async () => {
      expect(
        await problems(sql, '  tables: { log: truncate }\n  keep: [logs.line, parts.*]'),
      ).toEqual([
        'branch-prod.yml:5:13: sanitize.tables.log: no such table in public; did you mean "logs"?',
      ]);
    });
  });

  it('refuses a materialized view, and prose that names a column without a pseudonym, at any depth', async () => {
    const sql = 'CREATE TABLE t (a jsonb, b int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;';
    const policy = `
  columns:
    t.a: { mask: json, paths: { $.x: { mask: text, entities: [t.b] } } }
    v.a: hash`;
    const found = await problems(sql, policy);
    expect(found[0]).toContain('["$.x"].entities[0]: has no mask that gives a pseudonym');
    expect(found[1]).toContain('sanitize.columns["v.a"]: is a materialized view');
  });
});
