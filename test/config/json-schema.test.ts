import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { parseYaml } from '../../src/config/yaml-document.ts';
import { designExample, smallConfig } from './example.ts';

type Node = { [key: string]: unknown; properties?: Record<string, Node>; anyOf?: Node[] };

const schema = configJsonSchema();
const accepts = (yaml: string) =>
  z
    .fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    .safeParse(parseYaml(yaml).value).success;

test('it is a JSON Schema of draft 2020-12, and survives being printed', () => {
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});

test("it accepts the design's example as it is written, references and all", () => {
  expect(accepts(designExample)).toBe(true);
  expect(accepts(smallConfig({}))).toBe(true);
});

test.each([
  'tables: { a: truncate, s.b: { mask: delete_rows, where: x } }',
  'public: [Deleted User, noreply@example.com]',
  'embeddings: { model: m, key: secret, url: "https://example.com/v1" }',
  'columns: { a.b: { mask: array, each: email }, a.c: { mask: constant, value: 1 }, a.d: null }',
  'columns: { a.b: { mask: command, program: [x], timeout: 5s }, a.c: { mask: noise, amount: 1 } }',
])('it accepts %s', (sanitize) => {
  expect(accepts(smallConfig({ sanitize }))).toBe(true);
});

describe('it refuses', () => {
  test.each([
    ['an unknown section', smallConfig({ root: 'repaly: {}' })],
    ['an unknown nested key', smallConfig({ preview: 'biuld: npm ci' })],
    ['an unknown mask', smallConfig({ sanitize: 'columns: { a.b: emial }' })],
    [
      'an unknown option of a mask',
      smallConfig({ sanitize: 'columns: { a.b: { mask: ip, x: 1 } }' }),
    ],
    ['an unknown rule for a table', smallConfig({ sanitize: 'tables: { a: empty }' })],
    ['embeddings without a model', smallConfig({ sanitize: 'embeddings: {}' })],
    ['a column without a table', smallConfig({ sanitize: 'columns: { b: email }' })],
    ['a wrong duration', smallConfig({ preview: 'ttl: 4 hours' })],
    ['a missing section', smallConfig({}).replace(/preview:\n.*\n/, '')],
  ])('%s', (_what, yaml) => {
    expect(accepts(yaml)).toBe(false);
  });
});

test('it names the keys of every section, and says what each is for', () => {
  const fields = fieldsOf(schema as Node);
  const names = fields.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'source.postgres',
      'sanitize.columns',
      'preview.publicUrl',
      'engine.limits.branches',
      'engine.limits.disk',
      'resources.app.memory',
      'replay.request.headers',
      'replay.retrieved.rows',
      'replay.maxTrials',
      'ai.judge.model',
      'access.minimum',
    ]),
  );
  expect(fields.filter(({ node }) => !node.description).map(({ name }) => name)).toEqual([]);
});

test('it tells an editor the masks and the defaults', () => {
  const text = JSON.stringify(schema);
  for (const mask of ['email', 'national_id', 'xml', 'reembed', 'truncate', 'null', 'keep']) {
    expect(text).toContain(`"${mask}"`);
  }
  const ttl = (schema as Node).properties?.preview?.properties?.ttl;
  expect(ttl).toMatchObject({ type: 'string', default: '4h' });
});

function fieldsOf(node: Node, parent = ''): { name: string; node: Node }[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    { name: parent + key, node: child },
    ...fieldsOf(child, `${parent}${key}.`),
  ]);
  return [...own, ...(node.anyOf ?? []).flatMap((choice) => fieldsOf(choice, parent))];
}
