// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { invalidConfig } from '../../src/config/problem.ts';
import type { BranchProdError } from '../../src/errors.ts';
import { designExample, environment, parse, problemsOf, smallConfig } from './example.ts';

test('all problems are said at once, in the order of the text', () => {
  const config = designExample
    .replace('engine: local', 'engine: locl')
    .replace('people.email: email', 'people.email: emial')
    .replace('build:', 'biuld:')
    .replace('ttl: 4h', 'ttl: 4 hours')
    .replace('trials: 5', 'trials: 0');
  expect(problemsOf(config)).toEqual([
    'config.yml:4:1: engine: "locl" is unknown, must be local; did you mean "local"?',
    expect.stringMatching(
      /^config\.yml:8:5: sanitize\.columns\["people\.email"\]: "emial" is unknown, .*; did you mean "email"\?$/,
    ),
    'config.yml:17:3: preview.biuld: unknown key; did you mean "build"?',
    'config.yml:22:3: preview.ttl: must be a duration such as "90s", "30m", "4h" or "2d"',
    'config.yml:29:3: replay.trials: must be at least 1',
  ]);
});

test('what only the database can tell is said at the same place', () => {
  const loaded = parse(designExample);
  const error = invalidConfig(loaded, [
    {
      path: ['sanitize', 'columns', 'people.email'],
      message: 'no such column in public.people; did you mean "mail"?',
    },
  ]);
  expect(error.code).toBe('config-invalid');
  expect(error.message).toBe(
    'config.yml:8:5: sanitize.columns["people.email"]: no such column in public.people; did you mean "mail"?',
  );
  expect(error.nextStep).toContain('branch-prod check');
});

test('a variable that is not set is one problem, and schema problems elsewhere are still said', () => {
  expect(problemsOf(smallConfig({ preview: 'ttl: x' }), {})).toEqual([
    'config.yml:3:3: source.postgres: the environment variable PRODUCTION_REPLICA_URL is not set',
    'config.yml:5:3: sanitize.key: the environment variable BRANCH_PROD_MASK_KEY is not set',
    'config.yml:8:3: preview.ttl: must be a duration such as "90s", "30m", "4h" or "2d"',
  ]);
});

test('where variables are all that is missing, the next step is to set them', () => {
  const nextStep = (yaml: string) => {
    try {
      parseConfig(yaml, { file: 'config.yml', environment: {} });
    } catch (error) {
      return (error as BranchProdError).nextStep;
    }
    return undefined;
  };
  expect(nextStep(smallConfig({}))).toBe(
    'Set PRODUCTION_REPLICA_URL and BRANCH_PROD_MASK_KEY in the environment.',
  );
  expect(nextStep(smallConfig({ preview: 'ttl: x' }))).toContain('Correct it');
});

test.each([
  ['an empty file', ''],
  ['a file of comments', '# nothing\n'],
  ['a list', '- version: 1\n'],
  ['a text', 'version'],
  ['a number', '1'],
])('%s is refused: the config must be a mapping', (_what, yaml) => {
  expect(problemsOf(yaml)).toEqual(['config.yml:1:1: must be a mapping']);
});

const secret = 'hunter2-abcdefghijklmnopqrstuvwxyz';
const small = smallConfig({});
test.each([
  ['a URL of another kind', small.replace('${PRODUCTION_REPLICA_URL}', `mysql://${secret}@h/d`)],
  [
    'a URL that is none',
    small.replace('${PRODUCTION_REPLICA_URL}', `postgres://${secret}@h:port/`),
  ],
  ['a list of URLs', small.replace('${PRODUCTION_REPLICA_URL}', `[postgres://${secret}@h/d]`)],
  ['a mapping for a URL', small.replace('${PRODUCTION_REPLICA_URL}', `{ ${secret}: x }`)],
  ['an unfinished mapping for a URL', small.replace('${PRODUCTION_REPLICA_URL}', `{ ${secret} }`)],
  [
    'a reference below the URL',
    small.replace('${PRODUCTION_REPLICA_URL}', `{ ${secret}: "\${X}" }`),
  ],
  [
    'a key forgotten blank',
    small.replace(/source:\n.*/, `source: {postgres:postgres://${secret}@h/d}`),
  ],
  ['a mask key without blank', small.replace(/ {2}key:.*/, `  keep: []\n  key:${secret}: x`)],
  ['a short key', small.replace('${BRANCH_PROD_MASK_KEY}', 'hunter2')],
  ['a key in an unclosed quote', small.replace('${BRANCH_PROD_MASK_KEY}', `"${secret}`)],
  ['a key that looks like an alias', small.replace('${BRANCH_PROD_MASK_KEY}', `*${secret}`)],
  ['a key that looks like a tag', small.replace('${BRANCH_PROD_MASK_KEY}', `!${secret} x`)],
  ['a key with a bad escape', small.replace('${BRANCH_PROD_MASK_KEY}', `"\\${secret}"`)],
  ['a key after a block sign', small.replace('${BRANCH_PROD_MASK_KEY}', `|${secret}`)],
  ['a key with a reference inside', small.replace('${BRANCH_PROD_MASK_KEY}', `x\${${secret}}`)],
  ['a key with half a reference', small.replace('${BRANCH_PROD_MASK_KEY}', `x\${${secret}`)],
  ['a reference in the wrong field', smallConfig({ preview: 'ready: /${PRODUCTION_REPLICA_URL}' })],
  ['a variable with the URL in it', smallConfig({ preview: 'env: { A: "${COPY}" }' })],
  ['a variable that is a mapping', smallConfig({ preview: `env: { A: { ${secret}: 1 } }` })],
])('no secret is in the message about %s', (_what, yaml) => {
  const message = problemsOf(yaml, {
    ...environment,
    COPY: environment.PRODUCTION_REPLICA_URL,
  }).join('\n');
  expect(message).toMatch(/^config\.yml:\d+:\d+: /);
  expect(message).not.toMatch(/hunter2/);
});

test.each([
  ['__proto__: { polluted: true }', 'config.yml:11:1: the key "__proto__" is not allowed'],
  ['constructor: 1', 'config.yml:11:1: constructor: unknown key'],
  ['toString: 1', 'config.yml:11:1: toString: unknown key'],
])('the key of a prototype is refused as any other: %s', (root, problem) => {
  expect(problemsOf(smallConfig({ root }))).toEqual([problem]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('the key of a prototype is not lost among columns or variables', () => {
  expect(problemsOf(smallConfig({ sanitize: 'columns: { __proto__: email }' }))).toEqual([
    'config.yml:6:14: the key "__proto__" is not allowed',
  ]);
  expect(problemsOf(smallConfig({ preview: 'env: { __proto__: x }' }))).toEqual([
    'config.yml:8:10: the key "__proto__" is not allowed',
  ]);
  const { config } = parse(smallConfig({ preview: 'env: { constructor: x }' }));
  expect(config.preview.env.constructor).toHaveProperty('reveal');
});
