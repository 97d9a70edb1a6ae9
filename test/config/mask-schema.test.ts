import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/config/yaml-document.ts';
import { parse, problemsOf, smallConfig } from './example.ts';

const policy = (mask: string) => smallConfig({ sanitize: `columns:\n  people.x: ${mask}` });
const maskOf = (mask: string) => parse(policy(mask)).config.sanitize.columns[0]?.mask;
const name = { schema: 'public', table: 'people', column: 'name' };

test.each([
  ...['person', 'first_name', 'last_name', 'company', 'email', 'ip', 'mac', 'url', 'uuid', 'card'],
  ...['iban', 'secret', 'hash', 'scramble', 'keep', 'null', 'phone', 'address', 'city', 'postcode'],
  'national_id',
])('%s is a mask by its name alone and in its long form', (mask) => {
  expect(maskOf(mask)).toEqual({ mask });
  expect(maskOf(`{ mask: ${mask} }`)).toEqual({ mask });
});

test.each([
  ['geo', { decimals: 1 }],
  ['date', { days: 30 }],
  ['birthdate', { years: 5 }],
  ['number', { keep: 'magnitude' }],
  ['text', { entities: [] }],
])('%s by its name alone has its usual options', (mask, options) => {
  expect(maskOf(mask)).toEqual({ mask, ...options });
  expect(maskOf(`{ mask: ${mask} }`)).toEqual({ mask, ...options });
});

test.each([
  ['{ mask: phone, country: DE }', {}],
  ['{ mask: national_id, country: BR }', {}],
  ['{ mask: geo, decimals: 3 }', {}],
  ['{ mask: date, by: person_id, days: 7 }', {}],
  ['{ mask: birthdate, years: 10 }', {}],
  ['{ mask: number, keep: rank }', {}],
  ['{ mask: constant, value: 7 }', { value: '7' }],
  ['{ mask: constant, value: true }', { value: 'true' }],
  [
    '{ mask: hstore, keys: { a: email, "*": null } }',
    { keys: { a: { mask: 'email' }, '*': { mask: 'null' } } },
  ],
  ['{ mask: xml, paths: { //a/@b: email } }', { paths: { '//a/@b': { mask: 'email' } } }],
  ['{ mask: array, each: { mask: phone, country: FR } }', {}],
  ['{ mask: json, paths: { $.at: { mask: date, days: 2 } } }', {}],
  ['{ mask: sql, expression: md5(name) }', {}],
  ['{ mask: derive, expression: lower(name) }', {}],
  ['{ mask: trigger, trigger: fills }', {}],
  ['{ mask: command, program: [/bin/mask], timeout: 10s }', { timeout: 10_000 }],
  ['{ mask: command, program: [/bin/mask, --fast] }', { timeout: 60_000 }],
  ['{ mask: noise, amount: 0.05 }', {}],
])('%s is parsed with its options', (text, parsed) => {
  expect(maskOf(text)).toEqual({ ...(parseYaml(text).value as object), ...parsed });
});

test('reembed computes vectors with what sanitize.embeddings names', () => {
  const text = '{ mask: reembed, from: body }';
  expect(problemsOf(policy(text))).toEqual([
    'config.yml:7:5: sanitize.columns["people.x"]: reembed needs sanitize.embeddings: { model: … }',
  ]);
  const { sanitize } = parse(
    smallConfig({
      sanitize: `columns: { people.x: ${text} }\nembeddings: { model: m-1, key: "\${PRODUCTION_REPLICA_URL}" }`,
    }),
  ).config;
  expect(sanitize.columns[0]?.mask).toEqual({ mask: 'reembed', from: 'body' });
  expect(sanitize.embeddings?.model).toBe('m-1');
  expect(JSON.stringify(sanitize.embeddings)).not.toContain('hunter2');
});

test('a table is emptied, or loses rows', () => {
  const tables = (text: string) =>
    parse(smallConfig({ sanitize: `tables: ${text}` })).config.sanitize.tables.map(
      ({ table, mask }) => [table.schema, table.table, mask],
    );
  expect(tables('{ logs: truncate, crm.old: delete_rows }')).toEqual([
    ['public', 'logs', { mask: 'truncate' }],
    ['crm', 'old', { mask: 'delete_rows' }],
  ]);
  expect(
    tables('{ logs: { mask: delete_rows, where: "id < 5" }, old: { mask: truncate } }'),
  ).toEqual([
    ['public', 'logs', { mask: 'delete_rows', where: 'id < 5' }],
    ['public', 'old', { mask: 'truncate' }],
  ]);
});

test.each([
  ['{ logs: trunkate }', 'config.yml:6:13: sanitize.tables.logs'],
  ['{ logs: { mask: delete_rows, were: x } }', 'unknown key; did you mean "where"?'],
  ['{ logs: { mask: truncate, where: x } }', 'unknown key'],
  ['{ a.b.c: truncate }', 'must be table or schema.table'],
])('a rule for a table is refused: %s', (text, problem) => {
  const problems = problemsOf(smallConfig({ sanitize: `tables: ${text}` }));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test.each(['null', '~', '"null"'])('%s is the mask null, however YAML reads it', (mask) => {
  expect(maskOf(mask)).toEqual({ mask: 'null' });
});

test('text may go without entities', () => {
  expect(maskOf('text')).toEqual({ mask: 'text', entities: [] });
  expect(maskOf('{ mask: text }')).toEqual({ mask: 'text', entities: [] });
  expect(maskOf('{ mask: text, entities: [people.name] }')).toEqual({
    mask: 'text',
    entities: [name],
  });
});

test('json has a mask for each path', () => {
  expect(maskOf('{ mask: json, paths: { $.user.email: email, "$.tags[*]": null } }')).toEqual({
    mask: 'json',
    paths: { '$.user.email': { mask: 'email' }, '$.tags[*]': { mask: 'null' } },
  });
});

describe('refused', () => {
  const field = 'sanitize.columns["people.x"]';
  test.each([
    ['', 'config.yml:7:5: this key has no value'],
    ['emial', /"emial" is unknown, must be one of address, .*; did you mean "email"\?$/],
    ['Email', /"Email" is unknown, .*; did you mean "email"\?$/],
    ['zzzzzzzz', /^config\.yml:7:5: .*must be one of [^;]*$/],
    ['[email]', /must be one of address, birthdate/],
    ['{ mask: phoen }', /columns\["people\.x"\]\.mask: "phoen" is unknown, .*"phone"\?$/],
    ['{}', `config.yml:7:5: ${field}.mask: is missing`],
    ['{ mask: email, paths: {} }', `config.yml:7:30: ${field}.paths: unknown key`],
    [
      '{ mask: text, entitys: [] }',
      `config.yml:7:29: ${field}.entitys: unknown key; did you mean "entities"?`,
    ],
    [
      '{ mask: text, entities: [name] }',
      `config.yml:7:40: ${field}.entities[0]: must be table.column or schema.table.column`,
    ],
    [
      '{ mask: text, entities: [people.*] }',
      `config.yml:7:40: ${field}.entities[0]: must be table.column or schema.table.column`,
    ],
    [
      'json',
      `config.yml:7:5: ${field}: json needs paths: { mask: json, paths: { $.email: email } }`,
    ],
    ['{ mask: json }', `config.yml:7:5: ${field}.paths: is missing`],
    [
      '{ mask: json, paths: { email: email } }',
      `config.yml:7:38: ${field}.paths.email: must be a JSONPath (RFC 9535) such as "$.answer"`,
    ],
    [
      '{ mask: json, paths: { $.a: json } }',
      /paths\["\$\.a"\]: json needs paths: \{ mask: json, paths: \{ \$\.email: email \} \}$/,
    ],
    ['xml', /people\.x"\]: xml needs paths: /],
    ['hstore', /: hstore needs keys: /],
    ['array', /: array needs each: /],
    ['constant', /: constant needs a value: /],
    ['sql', /: sql needs an expression: /],
    ['derive', /: derive needs an expression: /],
    ['trigger', /: trigger needs a trigger: /],
    ['command', /: command needs a program: /],
    ['noise', /: noise needs an amount: /],
    ['reembed', /: reembed needs a column: /],
    ['{ mask: noise, amount: 0 }', /\.amount: /],
    ['{ mask: geo, decimals: 7 }', /\.decimals: /],
    ['{ mask: phone, country: Germany }', /\.country: must be a country code of ISO 3166-1/],
    ['{ mask: xml, paths: { "//a[": email } }', /must be an XPath/],
    ['{ mask: command, program: [] }', /\.program: /],
    ['{ mask: array, each: { mask: sql, expression: x } }', /\.each\.mask: "sql" is unknown/],
  ])('%j', (mask, problem) => {
    const problems = problemsOf(policy(mask));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
  });
});
