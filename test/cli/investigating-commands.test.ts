import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Result, resultSchema } from '../../src/investigation/result.ts';
import { PERSON, type Production, startProduction } from '../e2e/production.ts';
import { type Ended, noProcessWith } from '../e2e/program.ts';

/** Retrieves both notes and asks a model, as its prompt file says. */
const application = `
const http = require('node:http');
const { readFileSync } = require('node:fs');
const pg = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
const prompt = readFileSync('prompts/system.txt', 'utf8');
http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  for await (const _ of request);
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query("SELECT id, body FROM notes ORDER BY embedding <=> '[1,0,0]' LIMIT 5");
  await client.end();
  const asked = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'small',
      messages: [{ role: 'user', content: [prompt, ...rows.map(({ body }) => body)].join('\\n') }],
    }),
  });
  const { choices } = await asked.json();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ answer: choices[0].message.content }));
}).listen(process.env.PORT, '127.0.0.1');
`;

describe('the commands that look for the cause', { timeout: 240_000 }, () => {
  let model: Server;
  let production: Production;
  beforeAll(async () => {
    model = await startModel();
    production = await startProduction();
    const { repository, git } = production.repository;
    const { port } = model.address() as AddressInfo;
    const file = join(repository, '.github/branch-prod.yml');
    const config = (await readFile(file, 'utf8'))
      .replace(/env: .*/, `env: { OPENAI_BASE_URL: "http://127.0.0.1:${port}/v1" }`)
      .concat('ai:\n  models: { small: small-1 }\n  prompts: [prompts/**]\n');
    await writeFile(file, config);
    await writeFile(join(repository, 'app.js'), application);
    await writeFile(join(repository, 'cases/right.yml'), 'question: Hm?\nmustContain: [ight]\n');
    await mkdir(join(repository, 'prompts'));
    await commit('Be quick.', 'quick');
    git('checkout', '--quiet', '-b', 'careful');
    await commit('Be careful.', 'careful');
    git('checkout', '--quiet', 'main');
  }, 60_000);
  afterAll(async () => {
    await production?.[Symbol.asyncDispose]();
    model?.close();
  });

  async function commit(prompt: string, message: string) {
    const { repository, git } = production.repository;
    await writeFile(join(repository, 'prompts/system.txt'), prompt);
    git('add', '--all');
    git('commit', '--quiet', `--message=${message}`);
  }

  const wrong = ['--case', 'cases/wrong.yml'];
  const read = ({ stdout }: Ended): Result => resultSchema.parse(JSON.parse(stdout));

  async function expectNothingLeft() {
    const { stdout } = await production.runToEnd('list', '--json');
    expect(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot']);
    expect(production.repository.worktrees()).toEqual([]);
    await noProcessWith(`app.js ${production.repository.root}`);
  }

  it('bisect names the culprit of the case that fails, ends with 0 and leaves nothing', async () => {
    const ended = await production.runToEnd('bisect', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    const { replays, culprit, causes, otherCulprits } = read(ended);
    expect(replays.map(({ verdict }) => verdict)).toEqual(['not-reproduced', 'reproduced']);
    expect(replays[1]?.trials[0]?.context).toMatch(/^2 rows retrieved, all reached the prompt/);
    expect(culprit).toMatchObject({
      ...{ case: 'wrong', verdict: 'found', records: [{ table: 'notes', key: { id: 1 } }] },
      ...{ necessary: true, sufficient: true },
    });
    expect([causes, otherCulprits]).toEqual([undefined, undefined]);
    expect(ended.stderr).toContain(
      'Culprit of wrong: notes id=1\n  Without it the failure is gone',
    );
    expect(ended.stdout + ended.stderr).not.toContain(PERSON.name);
    await expectNothingLeft();
  });

  it('bisect ends with 1 when no case fails', async () => {
    const ended = await production.runToEnd('bisect', '--case', 'cases/right.yml', '--json');
    expect(ended.code, ended.stderr).toBe(1);
    expect(read(ended).culprit).toBeUndefined();
    expect(ended.stderr).toContain('no case fails');
  });

  it('explain shows a table of what was changed, and says what decides it', async () => {
    const args = [...wrong, '--trials', '6', '--model', 'small-2', '--base', 'careful', '--json'];
    const ended = await production.runToEnd('explain', ...args);
    expect(ended.code, ended.stderr).toBe(0);
    const { causes, culprit } = read(ended);
    expect(culprit?.verdict).toBe('found');
    const rows = causes?.rows.map(({ variable, level, failures, judged, decides }) => [
      ...[variable, level, `${failures}/${judged}`, decides],
    ]);
    expect(rows).toEqual([
      ['prompt', expect.stringContaining('prompts of'), '6/6', false],
      ['prompt', expect.stringContaining('careful'), '0/6', true],
      ['model', 'small-1', '6/6', false],
      ['model', 'small', '6/6', false],
      ['model', 'small-2', '0/6', true],
      ['data', 'all records', '6/6', false],
      ['data', 'no culprit', '0/6', true],
      ['retrieval', 'the indexes', '6/6', false],
      ['retrieval', 'exact search', '6/6', false],
      ['retrieval', '3 rows instead of 5', '6/6', false],
      ['retrieval', '10 rows instead of 5', '6/6', false],
      ['settings', "the application's settings", '6/6', false],
      ['settings', 'temperature 0', '6/6', false],
    ]);
    expect(causes?.sentences).toContain(
      'The model version decides it: 6/6 with small-1, 0/6 with small-2.',
    );
    expect(ended.stderr).toContain('wrong: model: small-2: 0 of 6 failed');
    expect(ended.stderr).not.toContain('could not be written');
    expect(ended.stderr).toMatch(/^ {2}variable +level +failures +rate$/m);
    expect(ended.stderr).toMatch(/^ {13}small-2 +0\/6 +0 % \(0 % to 39 %\) {2}decides it$/m);
    await expectNothingLeft();
  });

  it('explain says what it could not change', async () => {
    const ended = await production.runToEnd(
      'explain',
      '--case',
      'cases/right.yml',
      '--trials',
      '2',
    );
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('The prompt was not changed');
    expect(ended.stderr).toContain('The data was not changed');
  });

  it.each(['bisect', 'explain'])(
    '%s is interrupted by Ctrl-C, and leaves nothing',
    async (name) => {
      const program = production.start(name, ...wrong, '--json');
      await program.says(/^ +culprit +started$/m);
      program.child.kill('SIGINT');
      const { code, stdout, stderr } = await program.ended;
      expect(code, stderr).toBe(3);
      expect(stdout).toBe('');
      expect(stderr).toContain('was interrupted');
      await expectNothingLeft();
    },
  );

  it.each([
    [['bisect', '--trials', '0'], 'whole number from 1 to 100'],
    [['bisect', '--case', 'none.yml'], 'none.yml'],
    [['bisect', '--base', 'main'], "unknown option '--base'"],
    [['bisect', '--markdown', 'no/such/folder.md'], "can't be written (ENOENT)"],
    [['explain', '--at', 'yesterday'], '--at <time>'],
    [['explain', '--at', '2026-03-01T14:05:00Z', '--at', '2026-03-02'], '--at <time>'],
    [['explain', '--at', '2026-03-01T14:05:00Z', '--at', '2026-03-02T14:05:00Z'], 'source.archive'],
    [['explain', '--base', 'no-such-branch'], 'no-such-branch'],
  ])('%j is bad usage, which is said with its next step', async (args, said) => {
    const ended = await production.runToEnd(...args);
    expect(ended.code, ended.stderr).toBe(2);
    expect(ended.stderr).toContain(said);
    expect(ended.stdout).toBe('');
  });
});

/** Wrong is what `small` and `small-1` make of the note about a call, unless they are told to be careful. */
async function startModel(): Promise<Server> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { model, messages } = JSON.parse(text);
    const [{ content: prompt }] = messages;
    const isWrong = prompt.includes('Call ') && !prompt.includes('careful') && model !== 'small-2';
    const content = isWrong ? 'A wrong answer, right?' : 'The right answer.';
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ...{ object: 'chat.completion', model },
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10, completion_tokens: 5 },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
