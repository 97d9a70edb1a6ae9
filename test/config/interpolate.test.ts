// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { interpolate } from '../../src/config/interpolate.ts';

const environment = { URL: 'postgres://h/d', KEY: 'k', MODEL_KEY: 'm', EMPTY: '' };
const env = (values: Record<string, unknown>) => ({ preview: { env: values } });

test('a secret field reads the environment, whole or in part', () => {
  const document = {
    source: { postgres: '${URL}' },
    sanitize: { key: 'a-${KEY}-${KEY}-z' },
    ...env({ A: '${MODEL_KEY}', B: 'literal' }),
  };
  expect(interpolate(document, environment)).toEqual({
    value: {
      source: { postgres: 'postgres://h/d' },
      sanitize: { key: 'a-k-k-z' },
      preview: { env: { A: 'm', B: 'literal' } },
    },
    problems: [],
    unset: [],
  });
});

test('what was read is not read again', () => {
  const { value, problems } = interpolate(env({ A: '${OUTER}' }), {
    OUTER: '${INNER}',
    INNER: 'x',
  });
  expect(value).toEqual(env({ A: '${INNER}' }));
  expect(problems).toEqual([]);
});

test.each(['MISSING', 'EMPTY'])(
  'a variable that is %s is a problem, never an empty string',
  (name) => {
    expect(interpolate(env({ A: `\${${name}}` }), environment).problems).toEqual([
      {
        path: ['preview', 'env', 'A'],
        message: `the environment variable ${name} is not set`,
      },
    ]);
  },
);

test.each(['${lower}', '${A-B}', '${}', '${KEY:-default}', '${ KEY }', '${KEY', 'x${', '${1}'])(
  '%s is no reference, and not shown',
  (text) => {
    const { problems } = interpolate({ sanitize: { key: text } }, environment);
    expect(problems).toEqual([
      { path: ['sanitize', 'key'], message: '${…} must hold a name such as ${MODEL_KEY}' },
    ]);
  },
);

test.each([
  [{ preview: { start: 'run ${KEY}' } }, ['preview', 'start']],
  [{ source: { dataDirectory: '/${KEY}' } }, ['source', 'dataDirectory']],
  [{ source: { postgres: { deeper: '${KEY}' } } }, ['source', 'postgres', 'deeper']],
  [{ replay: { request: { headers: { a: '${KEY}' } } } }, ['replay', 'request', 'headers', 'a']],
  [{ checks: { paths: ['x', '${MISSING}'] } }, ['checks', 'paths', 1]],
])('no other field may read the environment: %j', (document, path) => {
  expect(interpolate(document, environment).problems).toEqual([
    {
      path,
      message:
        'only source.postgres, source.archive.restoreCommand, sanitize.key, sanitize.embeddings.key, sanitize.embeddings.url and the values of preview.env may read the environment',
    },
  ]);
});

test('a dollar sign alone is a dollar sign', () => {
  const document = { preview: { start: 'node server.js --port $PORT', env: { A: 'a$b{c}' } } };
  expect(interpolate(document, environment)).toMatchObject({ value: document, problems: [] });
});

test.each([
  'URL',
  'KEY',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
])('a preview can not get %s', (name) => {
  const document = {
    ...env({ INNOCENT: `x\${${name}}` }),
    source: { postgres: '${URL}' },
    sanitize: { key: '${KEY}' },
  };
  const { problems } = interpolate(document, { ...environment, [name]: 'value' });
  expect(problems).toEqual([
    { path: ['preview', 'env', 'INNOCENT'], message: `a preview must not get ${name}` },
  ]);
});

test('numbers, booleans and nulls stay what they are', () => {
  const document = { a: [1, true, null, { b: 2.5 }], c: {} };
  expect(interpolate(document, environment).value).toEqual(document);
});

test('where the environment is unknown, each text that reads it becomes one that its field accepts', () => {
  const document = {
    source: { postgres: 'postgres://${USER}:${PASSWORD}@${HOST}:${PORT}/d' },
    sanitize: { key: '${KEY}' },
    ...env({ A: '${MODEL_KEY}', B: 'literal' }),
  };
  const { value, problems } = interpolate(document, 'unknown');
  expect(problems).toEqual([]);
  expect(JSON.stringify(value)).not.toContain('${');
  expect(configSchema.safeParse(configWith(value as object)).success).toBe(true);
  expect(value).toMatchObject(env({ B: 'literal' }));
});

test('where the environment is unknown, what may not read it is still said', () => {
  const document = {
    source: { postgres: '${URL}' },
    preview: { start: 'run ${KEY}', env: { A: '${GH_TOKEN}', B: '${URL}', C: '${lower}' } },
  };
  expect(interpolate(document, 'unknown').problems).toEqual(
    interpolate(document, { ...environment, GH_TOKEN: 'x' }).problems,
  );
});

test('where only some fields are needed, the others become texts that their fields accept', () => {
  const document = { source: { postgres: '${URL}' }, sanitize: { key: '${MISSING}' } };
  const needs = [['source', 'postgres']];
  const { value, problems, unset } = interpolate(document, environment, needs);
  expect({ problems, unset }).toEqual({ problems: [], unset: [] });
  expect(value).toMatchObject({ source: { postgres: 'postgres://h/d' } });
  expect(configSchema.safeParse(configWith(value as object)).success).toBe(true);
  expect(interpolate(document, {}, needs).unset).toEqual(['URL']);
});

function configWith(document: { preview?: object }): object {
  const preview = { start: 'node server.js', ...document.preview };
  const replay = { request: { path: '/ask' }, answer: '$.answer' };
  return { version: 1, replay, ...document, preview };
}
