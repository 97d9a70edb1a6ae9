// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { designExample, environment, parse, problemsOf, smallConfig } from './example.ts';

describe("the design's example", () => {
  const { config } = parse(designExample);

  test('is parsed whole', () => {
    expect(config).toMatchObject({
      version: 1,
      engine: { name: 'local', programs: [], limits: { branches: 50, snapshots: 10 } },
      sanitize: {
        keep: [
          { schema: 'public', table: 'documents' },
          { schema: 'public', table: 'messages', column: 'embedding' },
        ],
        unlisted: 'fail',
      },
      preview: {
        ref: 'deployed',
        build: 'npm ci',
        start: 'node server.js',
        ready: '/healthz',
        publicUrl: 'https://{id}.previews.example.com',
        ttl: 4 * 60 * 60 * 1000,
      },
      ai: { models: { 'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14' }, prompts: ['prompts/**'] },
      resources: { app: { cpu: 2, memory: 4 * 1024 ** 3 } },
      replay: {
        trials: 5,
        request: { method: 'POST', path: '/ask', body: { question: '{{input}}' } },
        answer: '$.answer',
        cases: ['.branch-prod/cases/**'],
      },
      checks: { paths: ['prompts/**', 'src/**'] },
      access: { minimum: 'write' },
    });
  });

  test('names each column and its mask', () => {
    expect(config.sanitize.columns.map(({ name, mask }) => [name, mask])).toEqual([
      ['people.email', { mask: 'email' }],
      ['people.name', { mask: 'person' }],
      ['people.api_token', { mask: 'secret' }],
      [
        'messages.body',
        {
          mask: 'text',
          entities: [
            { schema: 'public', table: 'people', column: 'name' },
            { schema: 'public', table: 'people', column: 'email' },
          ],
        },
      ],
      [
        'events.payload',
        { mask: 'json', paths: { '$.ip': { mask: 'ip' }, '$.user.email': { mask: 'email' } } },
      ],
    ]);
  });

  test('holds the values of the environment as secrets', () => {
    expect(config.source.postgres.reveal()).toBe(environment.PRODUCTION_REPLICA_URL);
    expect(config.sanitize.key.reveal()).toBe(environment.BRANCH_PROD_MASK_KEY);
    expect(config.preview.env.MODEL).toBeInstanceOf(Secret);
    expect(config.preview.env.MODEL?.reveal()).toBe('gpt-4.1-mini-2025-04-14');
    expect(JSON.stringify(config)).not.toMatch(/hunter2/);
  });
});

test('what a config leaves out has a default', () => {
  const { config } = parse(smallConfig({}));
  expect(config).toMatchObject({
    engine: { name: 'local', programs: [], limits: { branches: 50, snapshots: 10 } },
    sanitize: { columns: [], keep: [], public: [], unlisted: 'fail' },
    preview: { ref: 'deployed', ready: '/', env: {}, ttl: 14_400_000 },
    replay: {
      trials: 5,
      request: { method: 'POST', headers: {} },
      cases: ['.branch-prod/cases/**'],
    },
    access: { minimum: 'write' },
  });
  expect(config.ai).toBeUndefined();
  expect(config.preview.build).toBeUndefined();
});

test('an engine may have limits', () => {
  const limits = { branches: 3, disk: '80Gi' };
  const { config } = parse(smallConfig({ root: `engine: ${JSON.stringify({ limits })}` }));
  expect(config.engine.limits).toEqual({ branches: 3, snapshots: 10, disk: 80 * 1024 ** 3 });
});

test('a body may be any JSON', () => {
  const body = { messages: [{ role: 'user', content: '{{input}}' }], n: 1.5, x: null, y: true };
  const { config } = parse(
    smallConfig({}).replace('{ path: /ask }', JSON.stringify({ path: '/', body })),
  );
  expect(config.replay.request.body).toEqual(body);
});

test('trials go on up to 20, or as many as there are at least', () => {
  const limitsOf = (replay: string) => {
    const { trials, maxTrials } = parse(smallConfig({ replay })).config.replay;
    return { trials, maxTrials };
  };
  expect(limitsOf('')).toEqual({ trials: 5, maxTrials: 20 });
  expect(limitsOf('trials: 30')).toEqual({ trials: 30, maxTrials: 30 });
  expect(limitsOf('maxTrials: 7')).toEqual({ trials: 5, maxTrials: 7 });
});

test('what is known of models, and the one that judges, can be told', () => {
  const ai = [
    'ai:',
    '  windows: { small: 8192 }',
    '  prices: { small: { prompt: 0.4, answer: 1.6 } }',
    '  judge: { model: judge-1, key: "${JUDGE_KEY}", url: "${JUDGE_URL}" }',
  ].join('\n');
  const { config } = parse(smallConfig({ root: ai }), {
    ...environment,
    JUDGE_KEY: 'hunter2-judge',
    JUDGE_URL: 'https://judge.example/v1',
  });
  expect(config.ai).toMatchObject({
    windows: { small: 8192 },
    prices: { small: { prompt: 0.4, answer: 1.6 } },
    judge: {
      model: 'judge-1',
      url: 'https://judge.example/v1',
      embeddings: 'text-embedding-3-large',
    },
  });
  expect(config.ai?.judge?.key?.reveal()).toBe('hunter2-judge');
  expect(JSON.stringify(config)).not.toMatch(/hunter2/);
  const { ai: empty } = parse(smallConfig({ root: 'ai: { judge: { model: m } }' })).config;
  expect(empty).toMatchObject({
    windows: {},
    prices: {},
    judge: { url: 'https://api.openai.com/v1' },
  });
});

test('the rows that were retrieved can be told', () => {
  const retrieved = { rows: '$.sources[*].id', table: 'messages', key: 'id' };
  const { config } = parse(smallConfig({ replay: `retrieved: ${JSON.stringify(retrieved)}` }));
  expect(config.replay.retrieved).toEqual(retrieved);
});

describe('refused', () => {
  const refused: [why: string, config: string, problem: string][] = [
    [
      'an unknown section',
      smallConfig({ root: 'repaly: {}' }),
      'config.yml:11:1: repaly: unknown key; did you mean "replay"?',
    ],
    [
      'an unknown key in a section',
      smallConfig({ preview: 'biuld: npm ci' }),
      'config.yml:8:3: preview.biuld: unknown key; did you mean "build"?',
    ],
    [
      'an unknown engine',
      smallConfig({ root: 'engine: locla' }),
      'config.yml:11:1: engine: "locla" is unknown, must be local; did you mean "local"?',
    ],
    [
      'another version',
      smallConfig({}).replace('version: 1', 'version: 2'),
      'config.yml:1:1: version: must be 1',
    ],
    [
      'a section that is missing',
      smallConfig({}).replace(/preview:\n.*\n/, ''),
      'config.yml:1:1: preview: is missing',
    ],
    [
      'a command that is missing',
      smallConfig({}).replace('start:', 'build:'),
      'config.yml:6:1: preview.start: is missing',
    ],
    [
      'a policy that lets unlisted columns through',
      smallConfig({ sanitize: 'unlisted: keep' }),
      'config.yml:6:3: sanitize.unlisted: "keep" is unknown, must be fail',
    ],
    [
      'a public value without a word',
      smallConfig({ sanitize: 'public: [n/a, "- -"]' }),
      'config.yml:6:17: sanitize.public[1]: must have a letter or a digit',
    ],
    [
      'a column that is masked and kept',
      smallConfig({ sanitize: 'columns: { people.email: email }\nkeep: [public.people.email]' }),
      'config.yml:7:10: sanitize.keep[0]: is already listed above',
    ],
    [
      'a column under two names',
      smallConfig({ sanitize: 'columns: { a.b: email, public.a.b: keep }' }),
      'config.yml:6:26: sanitize.columns["public.a.b"]: is already listed above',
    ],
    [
      'a short key',
      smallConfig({}).replace('${BRANCH_PROD_MASK_KEY}', 'too-short'),
      'config.yml:5:3: sanitize.key: must be a secret of at least 32 characters',
    ],
    [
      'a source that is no PostgreSQL',
      smallConfig({}).replace('${PRODUCTION_REPLICA_URL}', 'mysql://hunter2@host/db'),
      'config.yml:3:3: source.postgres: must be a URL such as postgres://user:password@host:5432/database',
    ],
    [
      'a restore command that gets nothing',
      smallConfig({ source: 'archive: { restoreCommand: cp hunter2 %p, baseBackups: b }' }),
      'config.yml:4:14: source.archive.restoreCommand: must be one line with %f and %p, such as cp /archive/%f %p',
    ],
    [
      'a restore command of two lines',
      smallConfig({ source: 'archive: { restoreCommand: "cp %f %p\\nx", baseBackups: b }' }),
      'config.yml:4:14: source.archive.restoreCommand: must be one line with %f and %p, such as cp /archive/%f %p',
    ],
    [
      'an archive without base backups',
      smallConfig({ source: 'archive: { restoreCommand: cp %f %p }' }),
      'config.yml:4:3: source.archive.baseBackups: is missing',
    ],
    [
      'a path that leads to another host',
      smallConfig({ preview: 'ready: //evil.example.com/' }),
      'config.yml:8:3: preview.ready: must be a path such as "/ask", with one slash first',
    ],
    [
      'a path that leads to another host by a backslash',
      smallConfig({ preview: "ready: '/\\evil.example.com/'" }),
      'config.yml:8:3: preview.ready: must be a path such as "/ask", with one slash first',
    ],
    [
      'a path that leads to another host by a tab',
      smallConfig({ preview: 'ready: "/\\t/evil.example.com/"' }),
      'config.yml:8:3: preview.ready: must be a path such as "/ask", with one slash first',
    ],
    [
      'a ref that git would take for an option',
      smallConfig({ preview: 'ref: --upload-pack=x' }),
      'config.yml:8:3: preview.ref: must be a branch, tag or commit, or "deployed"',
    ],
    [
      'one public URL for all previews',
      smallConfig({ preview: 'publicUrl: https://preview.example.com' }),
      'config.yml:8:3: preview.publicUrl: must be an http or https URL with {id} in it',
    ],
    [
      'a public URL that is a script',
      smallConfig({ preview: 'publicUrl: "javascript:alert({id})"' }),
      'config.yml:8:3: preview.publicUrl: must be an http or https URL with {id} in it',
    ],
    [
      'a preview that outlives a fortnight',
      smallConfig({ preview: 'ttl: 15d' }),
      'config.yml:8:3: preview.ttl: must be at most 14d',
    ],
    [
      'a variable that branch-prod sets',
      smallConfig({ preview: 'env: { DATABASE_URL: postgres://x }' }),
      'config.yml:8:10: preview.env.DATABASE_URL: is set by branch-prod itself',
    ],
    [
      'a variable that leads to another database',
      smallConfig({ preview: 'env: { PGHOSTADDR: 10.0.0.1 }' }),
      'config.yml:8:10: preview.env.PGHOSTADDR: says how the database is reached, which branch-prod does itself; remove it',
    ],
    [
      'a variable that asks for encryption on loopback',
      smallConfig({ preview: 'env: { PGSSLMODE: require }' }),
      'config.yml:8:10: preview.env.PGSSLMODE: says how the database is reached, which branch-prod does itself; remove it',
    ],
    [
      'a variable that is a number',
      smallConfig({ preview: 'env: { RETRIES: 3 }' }),
      'config.yml:8:10: preview.env.RETRIES: must be a string; a number needs quotes',
    ],
    [
      'a variable with a NUL character',
      smallConfig({ preview: 'env: { A: "x\\0y" }' }),
      'config.yml:8:10: preview.env.A: must not hold a NUL character',
    ],
    [
      'a variable without a proper name',
      smallConfig({ preview: 'env: { "A=B": x }' }),
      'config.yml:8:10: preview.env["A=B"]: must be the name of an environment variable',
    ],
    [
      'a header with a second line',
      smallConfig({}).replace('path: /ask', 'path: /ask, headers: { a: "b\\r\\nc" }'),
      'config.yml:9:37: replay.request.headers.a: must be one line of ASCII',
    ],
    [
      'a GET with a body',
      smallConfig({}).replace('path: /ask', 'path: /ask, method: GET, body: {}'),
      'config.yml:9:39: replay.request.body: a GET request can have no body',
    ],
    [
      'a body that JSON can not say',
      smallConfig({}).replace('path: /ask', 'path: /ask, body: .inf'),
      'config.yml:9:26: replay.request.body: is no value that is allowed here',
    ],
    [
      'an answer that is no JSONPath',
      smallConfig({}).replace('$.answer', 'answer['),
      'config.yml:10:3: replay.answer: must be a JSONPath (RFC 9535) such as "$.answer"',
    ],
    [
      'no trial at all',
      smallConfig({ replay: 'trials: 0' }),
      'config.yml:11:3: replay.trials: must be at least 1',
    ],
    [
      'fewer trials at most than at least',
      smallConfig({ replay: 'maxTrials: 4' }),
      'config.yml:11:3: replay.maxTrials: must be at least replay.trials',
    ],
    [
      'a judge elsewhere than on the web',
      smallConfig({ root: 'ai: { judge: { model: m, url: "file:///etc/passwd" } }' }),
      'config.yml:11:26: ai.judge.url: must be a web address',
    ],
    [
      'a window of no tokens',
      smallConfig({ root: 'ai: { windows: { m: 0 } }' }),
      'config.yml:11:18: ai.windows.m: must be more than 0',
    ],
    [
      'half a trial',
      smallConfig({ replay: 'trials: 1.5' }),
      'config.yml:11:3: replay.trials: must be a whole number',
    ],
    [
      'cases outside of the repository',
      smallConfig({ replay: 'cases: [a/../../b, /etc/passwd]' }),
      'config.yml:11:11: replay.cases[0]: must be a path or glob inside the repository, such as "src/**"',
    ],
    [
      'a permission that GitHub does not know',
      smallConfig({ root: 'access: { minimum: writ }' }),
      'config.yml:11:11: access.minimum: "writ" is unknown, must be one of read, triage, write, maintain, admin; did you mean "write"?',
    ],
  ];

  test.each(refused)('%s', (_why, config, problem) => {
    expect(problemsOf(config)[0]).toBe(problem);
  });
});

test('a restore command may hold a secret, which no preview gets', () => {
  const source = 'archive: { restoreCommand: "get ${TOKEN} %f %p", baseBackups: b }';
  const variables = { ...environment, TOKEN: 'hunter2' };
  const { config } = parse(smallConfig({ source }), variables);
  expect(config.source.archive?.restoreCommand.reveal()).toBe('get hunter2 %f %p');
  expect(JSON.stringify(config)).not.toContain('hunter2');
  const preview = 'env: { A: "${TOKEN}" }';
  expect(problemsOf(smallConfig({ source, preview }), variables)).toEqual([
    expect.stringContaining('a preview must not get TOKEN'),
  ]);
});

test('a preview gets neither credentials nor key under another name', () => {
  const config = smallConfig({ preview: 'env: { A: "${OTHER}", B: "key=${SAME_KEY}" }' });
  const variables = {
    ...environment,
    OTHER: environment.PRODUCTION_REPLICA_URL,
    SAME_KEY: environment.BRANCH_PROD_MASK_KEY,
  };
  const message = "a preview must not get the source's credentials or the mask key";
  expect(problemsOf(config, variables)).toEqual([
    `config.yml:8:10: preview.env.A: ${message}`,
    `config.yml:8:25: preview.env.B: ${message}`,
  ]);
});
