import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect } from 'vitest';
import { type Result, resultSchema } from '../../../src/investigation/result.ts';
import { PERSON, type Production, type ProductionOptions, startProduction } from '../production.ts';
import { type Ended, noProcessWith } from '../program.ts';
import { application } from './application.ts';
import { type StandInModel, startModel } from './model.ts';

/** The application's key for its model's API. */
export const API_KEY = 'sk-a-key-of-the-model-api-0123456789';

/** What a prompt file says. */
export interface Prompt {
  readonly system: string;
  /** How much of each row the application puts into the prompt. */
  readonly rowCharacters: number;
  readonly answerTokens: number;
}

export const PROMPT: Prompt = {
  ...{ system: 'Answer from these notes.', rowCharacters: 1000, answerTokens: 100 },
};

/** The right answer of all cases. */
export const RIGHT = 'The licence costs 49 Euro.';
export const WRONG = 'The licence costs 45 Euro.';

export interface World extends AsyncDisposable {
  readonly production: Production;
  readonly model: StandInModel;
  /** Writes a case that asks for the price, and returns its file. */
  write(name: string, more?: object): Promise<string>;
  /** Commits another prompt, or another application, on a branch of its own; the working tree stays on `main`. */
  commit(branch: string, changed: { prompt?: Partial<Prompt>; app?: string }): Promise<void>;
  /** No branch, no process, no worktree. */
  expectNothingLeft(): Promise<void>;
}

export interface WorldOptions extends ProductionOptions {
  /** Of each note; by default a sentence with its number. */
  readonly bodyOf?: (id: number) => string;
  readonly app?: string;
  /** YAML at the end of the config's section `replay`, indented. */
  readonly replay?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A production with ten notes, of which the application retrieves eight, by their numbers, and asks a model. */
export async function openWorld({
  bodyOf = (id) => `${PERSON.name} wrote in letter ${id} what colour the door ${id} has.`,
  app = application,
  replay = '  trials: 5\n',
  env = {},
  ...options
}: WorldOptions = {}): Promise<World> {
  const model = await startModel();
  const production = await startProduction(options);
  const { repository, git } = production.repository;
  await addNotes(production, bodyOf);
  production.env.OPENAI_KEY = API_KEY;
  const variables = JSON.stringify({
    ...{ OPENAI_BASE_URL: `${model.url}/v1`, MODEL: 'small', PATIENCE_MS: '30000', ...env },
  });
  const file = join(repository, '.github/branch-prod.yml');
  const config = (await readFile(file, 'utf8'))
    .replace(/env: .*/, `env: { OPENAI_API_KEY: "\${OPENAI_KEY}", ${variables.slice(1)}`)
    .replace(/ {2}trials: .*\n/, replay)
    .concat('ai:\n  models: { small: small-1 }\n  prompts: [prompts/**]\n');
  await writeFile(file, config);
  await rm(join(repository, 'cases'), { recursive: true });
  await mkdir(join(repository, 'prompts'));
  await commit('notes', { prompt: PROMPT, code: app });

  async function commit(message: string, { prompt, code }: { prompt: Prompt; code: string }) {
    await writeFile(join(repository, 'prompts/answer.json'), JSON.stringify(prompt));
    await writeFile(join(repository, 'app.js'), code);
    git('add', '--all');
    git('commit', '--quiet', `--message=${message}`);
  }
  return {
    ...{ production, model },
    write(name, more = {}) {
      const written = { question: 'What is the price?', mustContain: ['49 Euro'], ...more };
      return production.write(`${name}.yml`, JSON.stringify(written));
    },
    async commit(branch, changed) {
      git('checkout', '--quiet', '-b', branch);
      const prompt = { ...PROMPT, ...changed.prompt };
      await commit(branch, { prompt, code: changed.app ?? app });
      git('checkout', '--quiet', 'main');
    },
    async expectNothingLeft() {
      const { stdout } = await production.runToEnd('list', '--json');
      expect(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot']);
      expect(production.repository.worktrees()).toEqual([]);
      await noProcessWith(production.state);
      await noProcessWith(`app.js ${production.repository.root}`);
    },
    async [Symbol.asyncDispose]() {
      await production[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
    },
  };
}

async function addNotes(production: Production, bodyOf: (id: number) => string): Promise<void> {
  const client = new Client({ connectionString: production.env.SOURCE_URL as string });
  client.on('error', () => {});
  await client.connect();
  await client.query('DELETE FROM notes');
  for (let id = 1; id <= 10; id += 1) {
    await client.query('INSERT INTO notes VALUES ($1, $2, $3)', [id, bodyOf(id), `[1,${id},0]`]);
  }
  await client.end();
}

/** The result document of a command that printed it. */
export function read({ stdout, stderr }: Ended): Result {
  expect(stdout, stderr).not.toBe('');
  return resultSchema.parse(JSON.parse(stdout));
}

/** A note by its number, as results name it. */
export const note = (id: number) => ({ table: 'notes', key: { id } });

/** What is written into a case whose application is to retrieve so many rows, and to answer even without its model. */
export const retrieving = (rows: number, swallows = false) => ({
  request: { body: { question: '{{input}}', rows, swallows } },
});
