import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TestInstallation } from '../postgres/installations.ts';
import { makeRepository, type TestRepository } from '../preview/repository.ts';
import { startDatabase } from './database.ts';
import { type Ended, type Program, start } from './program.ts';

/** The one person of the production. */
export const PERSON = { name: 'Zenobia Quillfeather', email: 'zenobia@quillfeather.example' };
export const MASK_KEY = 'a-mask-key-of-more-than-thirty-two-characters';

export interface Production extends AsyncDisposable {
  readonly repository: TestRepository;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  /** Starts the command line in the repository, with production's credentials and the state folder. */
  start(...args: string[]): Program;
  runToEnd(...args: string[]): Promise<Ended>;
  /** Writes a file beside the repository and returns its path. */
  write(name: string, text: string): Promise<string>;
}

export interface ProductionOptions {
  /** How long each answer of the application takes, in milliseconds. */
  readonly answerMs?: number;
  /** The PostgreSQL, with pgvector, that holds the data; PGlite if absent. */
  readonly installation?: TestInstallation | undefined;
}

/**
 * A production with one person and two notes, and a repository whose application answers with its question and the
 * person's name; it ends when the question is "crash".
 */
export async function startProduction({
  answerMs = 0,
  installation,
}: ProductionOptions = {}): Promise<Production> {
  const repository = await makeRepository({
    'app.js': application,
    'cases/wrong.yml': `question: What is said?\nmustNotContain: [wrong]\n`,
  });
  const { root } = repository;
  // As root, PostgreSQL runs as another user, who has to pass through to the state folder.
  await chmod(root, 0o711);
  await mkdir(join(repository.repository, '.github'));
  const database = await startDatabase(
    join(root, 'production'),
    installation,
    `
    CREATE EXTENSION vector;
    CREATE TABLE people (id int PRIMARY KEY, name text, email text);
    INSERT INTO people VALUES (1, '${PERSON.name}', '${PERSON.email}');
    CREATE TABLE notes (id int PRIMARY KEY, body text, embedding vector(3));
    INSERT INTO notes VALUES (1, 'Call ${PERSON.name} back', '[1,0,0]'), (2, 'Nothing', '[0,1,0]');
    CREATE INDEX ON notes USING hnsw (embedding vector_cosine_ops);`,
  );
  const yaml = config(root, { answerMs, dataDirectory: database.dataDirectory });
  await writeFile(join(repository.repository, '.github/branch-prod.yml'), yaml);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=config');

  const env = { SOURCE_URL: database.url.reveal(), MASK_KEY };
  const state = join(root, 'state');
  const startIt = (...args: string[]) =>
    start([...args, ...(usesState(args) ? ['--state', state] : [])], {
      cwd: repository.repository,
      env,
    });
  return {
    repository,
    state,
    env,
    start: startIt,
    runToEnd: (...args) => startIt(...args).ended,
    async write(name, text) {
      const path = join(root, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      return path;
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}

function usesState([command = '']: string[]): boolean {
  return ['run', 'bisect', 'explain', 'list', 'destroy'].includes(command);
}

/** The config. The start command names `root`, so that a test finds the application's processes by it. */
export function config(
  root: string,
  { answerMs = 0, dataDirectory = '../production' } = {},
): string {
  return `version: 1
source:
  postgres: "\${SOURCE_URL}"
  dataDirectory: ${dataDirectory}
sanitize:
  key: "\${MASK_KEY}"
  columns:
    people.name: person
    people.email: email
    notes.body: { mask: text, entities: [people.name, people.email] }
  keep: [notes.embedding]
preview:
  build: "true"
  start: exec node app.js ${root}
  ready: /healthz
  env: { ANSWER_MS: "${answerMs}" }
replay:
  trials: 2
  request: { method: POST, path: /ask, body: { question: "{{input}}" } }
  answer: $.answer
  cases: [cases/**]
`;
}

const application = `
const http = require('node:http');
const pg = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/ask') return response.end('the page');
  let text = '';
  for await (const chunk of request) text += chunk;
  const { question } = JSON.parse(text);
  if (question === 'crash') process.exit(7);
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.ANSWER_MS)));
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query('SELECT name FROM people');
  await client.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ answer: \`wrong | \${question} | \${rows[0].name}\` }));
}).listen(process.env.PORT, '127.0.0.1');
`;
