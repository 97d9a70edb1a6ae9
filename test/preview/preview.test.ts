import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { endOrphanedPreview } from '../../src/preview/end-orphaned-preview.ts';
import { type Preview, type PreviewOptions, startPreview } from '../../src/preview/preview.ts';
import { identifyProcess, type ProcessIdentity } from '../../src/process-identity.ts';
import { eventually } from './eventually.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/** Tells on / what it was started with; the other paths are the ways in which applications behave. */
const server = `
console.log('password is', process.env.PGPASSWORD);
require('node:http').createServer((request, response) => {
  if (request.url === '/crash') process.exit(9);
  if (request.url === '/healthz') response.writeHead(204).end();
  else if (request.url === '/redirect') response.writeHead(302, { Location: '/missing' }).end();
  else if (request.url === '/missing') response.writeHead(500).end();
  else if (request.url === '/silent') return;
  else response.end(JSON.stringify({ pid: process.pid, cwd: process.cwd(), env: process.env }));
}).listen(Number(process.env.PORT), process.env.HOST);
`;
const files = { 'server.js': server };
const database = { url: new Secret('postgres://branch:pass-word-9@127.0.0.1:6543/mail') };
const hidden = [
  'GITHUB_TOKEN',
  'BRANCH_PROD_MASK_KEY',
  'PRODUCTION_REPLICA_URL',
  'AWS_SECRET_ACCESS_KEY',
];

interface Overrides extends Omit<Partial<PreviewOptions>, 'settings'> {
  settings?: Partial<PreviewOptions['settings']>;
}

function optionsFor(fixture: TestRepository, overrides: Overrides = {}): PreviewOptions {
  return {
    id: 'p1',
    repository: fixture.repository,
    commit: fixture.commit,
    directory: fixture.directory,
    database,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...overrides,
    settings: {
      start: 'node server.js',
      ready: '/healthz',
      env: {},
      ttl: 3_600_000,
      ...overrides.settings,
    },
  };
}

function listening(url: string): Promise<boolean> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function about(preview: Preview) {
  const response = await fetch(preview.applicationUrl);
  return (await response.json()) as { pid: number; cwd: string; env: Record<string, string> };
}

/** The pids of processes that run in a folder, or have it in their environment. */
async function processesIn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
      return (await read('environ')).includes(folder) ? pid : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}

async function expectNothingLeft(fixture: TestRepository): Promise<void> {
  expect(fixture.worktrees()).toEqual([]);
  const left = existsSync(fixture.directory) ? await readdir(fixture.directory) : [];
  expect(left).toEqual([]);
  expect(await processesIn(fixture.directory)).toEqual([]);
}

afterEach(() => {
  for (const name of hidden) delete process.env[name];
});

test('the application runs at its commit, on its branch, with nothing of our environment', async () => {
  await using fixture = await makeRepository(files);
  for (const name of hidden) process.env[name] = 'do-not-show';
  const progress: string[] = [];
  await using preview = await startPreview(
    optionsFor(fixture, {
      onProgress: (message) => progress.push(message),
      settings: {
        build: 'env > built.txt',
        env: { MODEL: new Secret('gpt-4.1-mini') },
      },
    }),
  );

  const { cwd, env } = await about(preview);
  expect(cwd).toBe(join(fixture.directory, 'checkout'));
  expect(env).toMatchObject({
    DATABASE_URL: database.url.reveal(),
    PGPASSWORD: 'pass-word-9',
    MODEL: 'gpt-4.1-mini',
    HOME: join(fixture.directory, 'home'),
    TMPDIR: join(fixture.directory, 'tmp'),
  });
  expect(env.CI).toBeUndefined();
  expect(JSON.stringify(env)).not.toContain('do-not-show');

  const built = await readFile(join(cwd, 'built.txt'), 'utf8');
  expect(built).toMatch(/^CI=1$/m);
  expect(built).toMatch(/^MODEL=gpt-4.1-mini$/m);
  expect(built).not.toMatch(/do-not-show|pass-word-9|^DATABASE_URL|^PG|^PORT/m);

  expect(preview.output()).toEqual(['password is [secret]']);
  expect(preview.exited()).toBeUndefined();
  expect(Number.isInteger(preview.readyMs)).toBe(true);
  expect(progress).toEqual(
    expect.arrayContaining([
      `checking out ${fixture.commit.slice(0, 12)}`,
      'building',
      'waiting for /healthz',
    ]),
  );
});

test('people come in with the link, and stop() leaves nothing', async () => {
  await using fixture = await makeRepository(files);
  const preview = await startPreview(optionsFor(fixture));
  const { origin, searchParams } = new URL(preview.url);
  expect(searchParams.get('token')).toMatch(/^[\w-]{43}$/);
  const entry = await fetch(preview.url, { redirect: 'manual' });
  expect(entry.status).toBe(303);
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await fetch(origin, { headers: { cookie } })).status).toBe(200);
  expect((await fetch(origin)).status).toBe(401);

  await Promise.all([preview.stop(), preview.stop()]);
  await preview.stop();
  await expectNothingLeft(fixture);
  expect(await listening(preview.url)).toBe(false);
  expect(await listening(preview.applicationUrl)).toBe(false);
});

test('relative paths work, and the description holds for every working directory', async () => {
  await using fixture = await makeRepository(files);
  const from = process.cwd();
  const [repository, directory] = [fixture.repository, fixture.directory].map((path) =>
    relative(from, path),
  ) as [string, string];
  await using preview = await startPreview(optionsFor(fixture, { repository, directory }));
  const description = JSON.parse(await readFile(join(directory, 'preview.json'), 'utf8'));
  expect(description.repository).toBe(fixture.repository);
  await preview.stop();
  await expectNothingLeft(fixture);
});

test('the public URL carries the id and the token', async () => {
  await using fixture = await makeRepository(files);
  const settings = { publicUrl: 'https://{id}.previews.example.com/a?b=c' };
  await using preview = await startPreview(optionsFor(fixture, { id: 'thread-12', settings }));
  expect(preview.url).toMatch(
    /^https:\/\/thread-12\.previews\.example\.com\/a\?b=c&token=[\w-]{43}$/,
  );
});

test('two previews of one repository live side by side', async () => {
  await using fixture = await makeRepository(files);
  const other = join(fixture.root, 'other');
  const [one, two] = await Promise.all([
    startPreview(optionsFor(fixture)),
    startPreview(optionsFor(fixture, { directory: other })),
  ]);
  await one.stop();
  expect((await about(two)).cwd).toBe(join(other, 'checkout'));
  await two.stop();
  expect(fixture.worktrees()).toEqual([]);
});

test('a redirect is an answer, and is not followed', async () => {
  await using fixture = await makeRepository(files);
  await using preview = await startPreview(
    optionsFor(fixture, { settings: { ready: '/redirect' } }),
  );
  expect(preview.exited()).toBeUndefined();
});

test('a crash after the start is known, and the gateway says that nobody is there', async () => {
  await using fixture = await makeRepository(files);
  await using preview = await startPreview(optionsFor(fixture));
  await fetch(`${preview.applicationUrl}/crash`).catch(() => {});
  expect(await eventually('the exit is known', () => preview.exited())).toEqual({ code: 9 });
  const { origin, searchParams } = new URL(preview.url);
  const authorization = `Bearer ${searchParams.get('token')}`;
  expect((await fetch(origin, { headers: { authorization } })).status).toBe(502);
});

test('when its time is over the preview ends by itself and says so', async () => {
  await using fixture = await makeRepository(files);
  await using preview = await startPreview(optionsFor(fixture, { settings: { ttl: 1_000 } }));
  expect(preview.expiresAt.getTime()).toBeGreaterThan(Date.now());
  await eventually('the application is gone', () => preview.exited());
  await eventually('nothing is left', async () => (await readdir(fixture.directory)).length === 0);
  expect((await fetch(preview.url, { redirect: 'manual' })).status).toBe(410);
  await expectNothingLeft(fixture);
  await preview.stop();
  expect(await listening(preview.url)).toBe(false);
});

test.each<[string, Overrides, string, RegExp]>([
  [
    'a build that fails',
    { settings: { build: 'echo compiling; echo "no such module" >&2; exit 2' } },
    'build-failed',
    /^the build ended with code 2; its last lines:\n {2}(compiling\n {2}no such module|no such module\n {2}compiling)$/,
  ],
  [
    'a build that hangs, with children',
    {
      buildTimeoutMs: 700,
      settings: { build: 'trap "" TERM; sleep 600 & echo busy; sleep 600; wait' },
    },
    'build-failed',
    /^the build did not end within 1 s; its last lines:\n {2}busy$/,
  ],
  [
    'an application that ends at once',
    { settings: { start: 'echo "connected to $DATABASE_URL"; exit 3' } },
    'preview-not-ready',
    /^the application ended with code 3 before it answered GET \/healthz; its last lines:\n {2}connected to \[secret\]$/,
  ],
  [
    'a start command that does not exist',
    { settings: { start: 'no-such-program' } },
    'preview-not-ready',
    /ended with code 127 .*no-such-program/s,
  ],
  [
    'an application that only starts another in the background',
    { settings: { start: '(sleep 1; node server.js) &' } },
    'preview-not-ready',
    /ended with code 0/,
  ],
  [
    'an application that answers with an error',
    { readyTimeoutMs: 1_000, settings: { ready: '/missing' } },
    'preview-not-ready',
    /^the application did not answer GET \/missing with success within 1 s; its last lines:\n {2}password is \[secret\]$/,
  ],
  [
    'an application that accepts and never answers',
    { readyTimeoutMs: 1_000, settings: { ready: '/silent' } },
    'preview-not-ready',
    /did not answer/,
  ],
  [
    'an application that ignores SIGTERM and never listens',
    {
      readyTimeoutMs: 500,
      settings: { start: `node -e 'process.on("SIGTERM", () => {}); setInterval(() => {}, 99)'` },
    },
    'preview-not-ready',
    /it printed nothing$/,
  ],
  ['a commit that is not there', { commit: '0'.repeat(40) }, 'checkout-failed', /0000/],
  ['a disk that refuses', { directory: '/dev/null/preview' }, 'state-unusable', /can't be written/],
])('%s is an error that says why, and leaves nothing', async (_, overrides, code, message) => {
  await using fixture = await makeRepository(files);
  const error = await startPreview(optionsFor(fixture, overrides)).catch((reason) => reason);
  expect(error).toMatchObject({
    name: 'BranchProdError',
    code,
    message: expect.stringMatching(message),
    nextStep: expect.stringMatching(/\.$/),
  });
  expect(error.message).not.toContain('pass-word-9');
  await expectNothingLeft(fixture);
});

test('an error shows the last 20 lines of megabytes of output', async () => {
  await using fixture = await makeRepository(files);
  const start = `node -e 'for (let i = 0; i < 100000; i++) console.log("noise", i)'; exit 1`;
  const error = await startPreview(optionsFor(fixture, { settings: { start } })).catch((e) => e);
  expect(error.message.split('\n')).toHaveLength(21);
  expect(error.message).toMatch(/noise 99980\n(.*\n)+ {2}noise 99999$/);
});

test('while it waits it says so at least every 2 s', async () => {
  await using fixture = await makeRepository(files);
  const said: [number, string][] = [];
  await startPreview(
    optionsFor(fixture, {
      readyTimeoutMs: 3_500,
      onProgress: (message) => said.push([performance.now(), message]),
      settings: { start: 'sleep 600' },
    }),
  ).catch(() => {});
  const gaps = said.slice(1).map(([at], index) => at - (said[index]?.[0] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(2_000);
  expect(said.map(([, message]) => message)).toContain('waiting for /healthz, 2 s');
});

test.each([
  ['before it began', 0, {}],
  ['during the checkout', 60, {}],
  ['during the build', 500, { build: 'sleep 600 & sleep 600' }],
  [
    'while it waits for the application',
    500,
    { start: 'sleep 600 & node server.js', ready: '/missing' },
  ],
])('an interruption %s leaves nothing', async (_, afterMs, settings) => {
  await using fixture = await makeRepository(files);
  const controller = new AbortController();
  const { signal } = controller;
  if (afterMs === 0) controller.abort();
  const starting = startPreview(optionsFor(fixture, { signal, settings }));
  setTimeout(() => controller.abort(), afterMs);
  await expect(starting).rejects.toMatchObject({ code: 'interrupted' });
  await expectNothingLeft(fixture);
});

/** A program of its own that starts a preview and then waits; its standard output says when. */
async function startHolder(fixture: TestRepository, settings: PreviewOptions['settings']) {
  const source = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;
  const program = join(fixture.root, 'holder.ts');
  await writeFile(
    program,
    `import { Secret } from '${source('config/secret.ts')}';
import { startPreview } from '${source('preview/preview.ts')}';
const preview = await startPreview({
  ...${JSON.stringify(optionsFor(fixture, { settings: { ...settings, env: {} } }))},
  database: { url: new Secret('postgres://u:p@127.0.0.1/d') },
  signal: new AbortController().signal,
  onProgress: console.log,
});
console.log('ready', preview.applicationUrl, preview.url);
`,
  );
  const holder = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  holder.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { holder, says: (what: string) => eventually(what, () => said.includes(what) && said) };
}

const settings = { start: 'node server.js', ready: '/healthz', env: {}, ttl: 3_600_000 };

test('kill -9 of our program ends a running preview, and the rest is removed later', async () => {
  await using fixture = await makeRepository(files);
  const start = 'sleep 600 & sh -c "sleep 600; true" & node server.js';
  const { holder, says } = await startHolder(fixture, { ...settings, start });
  const [, url = ''] = /ready (\S+)/.exec(await says('ready')) ?? [];
  expect((await processesIn(fixture.directory)).length).toBeGreaterThan(3);
  holder.kill('SIGKILL');
  await eventually('all processes are gone', async () => {
    return (await processesIn(fixture.directory)).length === 0;
  });
  await eventually('the port is closed', async () => !(await listening(url)));
  expect(fixture.worktrees()).toHaveLength(1);
  await endOrphanedPreview(fixture.directory);
  await expectNothingLeft(fixture);
  await endOrphanedPreview(fixture.directory);
});

test.each([
  ['during the build', 'building', { ...settings, build: 'sleep 600' }],
  ['while waiting', 'waiting for', { ...settings, ready: '/missing' }],
  ['during the checkout', 'checking out', settings],
])('kill -9 %s leaves what the next command can remove', async (_, word, chosen) => {
  await using fixture = await makeRepository(files);
  const { holder, says } = await startHolder(fixture, chosen);
  await says(word);
  holder.kill('SIGKILL');
  await eventually('all processes are gone', async () => {
    return (await processesIn(fixture.directory)).length === 0;
  });
  await endOrphanedPreview(fixture.directory);
  await expectNothingLeft(fixture);
});

async function describedSupervisor(fixture: TestRepository): Promise<ProcessIdentity> {
  const text = await readFile(join(fixture.directory, 'preview.json'), 'utf8');
  return JSON.parse(text).supervisor;
}

test('a group that is still running is ended by its description', async () => {
  await using fixture = await makeRepository(files);
  await using preview = await startPreview(optionsFor(fixture));
  const { pid } = await about(preview);
  const supervisor = await describedSupervisor(fixture);
  expect(await identifyProcess(supervisor.pid)).toEqual(supervisor);
  await endOrphanedPreview(fixture.directory);
  expect(await identifyProcess(pid)).toBeUndefined();
  await eventually('its exit is known', () => preview.exited());
  await expectNothingLeft(fixture);
});

test('a pid that belongs to another process by now is left alone', async () => {
  await using fixture = await makeRepository(files);
  const stranger = spawn('sleep', ['600'], { detached: true });
  try {
    await startPreview(optionsFor(fixture)).then((preview) => preview.stop());
    const description = {
      repository: fixture.repository,
      supervisor: { pid: stranger.pid, startedAt: 'another time' },
    };
    await writeFile(join(fixture.directory, 'preview.json'), JSON.stringify(description));
    await endOrphanedPreview(fixture.directory);
    expect(await identifyProcess(stranger.pid as number)).toBeDefined();
    await expectNothingLeft(fixture);
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('a damaged description is reported, and nothing is removed', async () => {
  await using fixture = await makeRepository(files);
  await using preview = await startPreview(optionsFor(fixture));
  const path = join(fixture.directory, 'preview.json');
  for (const text of ['', '{"repository":1}', '{"repository":"/x","checkout":"/etc"}']) {
    await writeFile(path, text);
    await expect(endOrphanedPreview(fixture.directory)).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining(path),
    });
  }
  expect(preview.exited()).toBeUndefined();
  expect(existsSync(join(fixture.directory, 'checkout/server.js'))).toBe(true);
});

test('a directory that never held a preview needs nothing', async () => {
  await using fixture = await makeRepository(files);
  await endOrphanedPreview(fixture.root);
  await endOrphanedPreview(fixture.directory);
});
