import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { findPackageJSON } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { Secret } from '../../../../config/secret.ts';
import { BranchProdError } from '../../../../errors.ts';
import { identifyProcess } from '../../../../process-identity.ts';
import type { DatabaseAddress } from '../../../database-address.ts';
import type { Access, DatabaseServer, RunningServer, StartOptions } from '../server.ts';
import { openSession } from '../trusted-session.ts';
import type { Order, Report } from './protocol.ts';

type Login = Extract<Access, { kind: 'login' }>;

/** PGlite has no other. */
const SUPERUSER = 'postgres';

/** How long a clean stop may take before the process is killed, in milliseconds. */
const STOP_TIMEOUT = 10_000;

/**
 * PostgreSQL as WebAssembly, with pgvector, in a child process of its own. In PGlite every session is at heart
 * the superuser's: a role is a convention that SQL can leave again. What bounds it is the process: Node's
 * permission model lets it read and write this one data directory and start nothing.
 */
export const pgliteServer: DatabaseServer = { account: async () => undefined, start };

async function start(options: StartOptions): Promise<RunningServer> {
  const child = spawn(options);
  // Without a listener an error of the process would end this one.
  child.on('error', () => {});
  const output = collect(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const { access } = options;
    const port =
      access.kind === 'login' && access.change !== undefined
        ? await startAndChange(child, { ...options, access }, access.change)
        : await send(child, order(options));
    const identity = child.pid === undefined ? undefined : await identifyProcess(child.pid);
    if (identity === undefined) throw new Error('its process ended');
    return {
      address: address(options, port),
      process: identity,
      ended,
      stop: () => stop(child, ended),
      kill: () => kill(child, ended),
    };
  } catch (error) {
    await kill(child, ended);
    if (error instanceof BranchProdError) throw error;
    throw new BranchProdError(
      'engine-failed',
      `PGlite did not start on a data directory: ${lastLine(output()) ?? (error as Error).message}`,
      { nextStep: 'Check that the source is PGlite of the same major version.', cause: error },
    );
  }
}

function spawn(options: StartOptions): ChildProcess {
  const program = fileURLToPath(
    new URL(`./pglite-process${extname(import.meta.url)}`, import.meta.url),
  );
  const writable = [options.dataDirectory];
  if (options.access.kind === 'private') writable.push(options.access.socketDirectory);
  return fork(program, [], {
    // As PostgreSQL does: it says which directory the process works on, even when that has been moved.
    cwd: options.dataDirectory,
    execArgv: [
      '--permission',
      ...readable(program).map((path) => `--allow-fs-read=${path}`),
      ...writable.flatMap((path) => [`--allow-fs-read=${path}`, `--allow-fs-write=${path}`]),
    ],
    // Nothing of our environment: it holds the source's credentials and the mask's key.
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** The program's own package (its description and its code) and the two packages that the program loads. */
function readable(program: string): string[] {
  const packages = ['@electric-sql/pglite', '@electric-sql/pglite-pgvector'].map((name) =>
    dirname(packageFile(name)),
  );
  const description = packageFile(import.meta.url);
  const root = dirname(description);
  // `src` in a checkout, `dist` in the published package, `lib` in the Action's bundle.
  const [code = ''] = relative(root, program).split(sep);
  return [description, join(root, code), ...packages];
}

function packageFile(specifier: string): string {
  const file = findPackageJSON(specifier, import.meta.url);
  if (file === undefined) throw new Error(`${specifier} has no package.json`);
  return file;
}

function order({ dataDirectory, database, access }: StartOptions): Order {
  return access.kind === 'private'
    ? { type: 'start', dataDirectory, database, socketDirectory: access.socketDirectory }
    : {
        type: 'start',
        dataDirectory,
        database,
        login: { user: access.user, password: access.password.reveal() },
      };
}

function address({ database, access }: StartOptions, port: number): DatabaseAddress {
  return access.kind === 'private'
    ? { host: access.socketDirectory, port: 5432, user: SUPERUSER, database }
    : { host: '127.0.0.1', port, user: access.user, password: access.password, database };
}

/** Lets nobody but us log in until the change is made; returns the port. */
async function startAndChange(
  child: ChildProcess,
  options: StartOptions & { readonly access: Login },
  change: NonNullable<Login['change']>,
): Promise<number> {
  const password = new Secret(randomBytes(24).toString('base64url'));
  const ours: Login = { kind: 'login', user: SUPERUSER, password };
  const port = await send(child, order({ ...options, access: ours }));
  const session = new Client({
    ...address({ ...options, access: ours }, port),
    password: password.reveal(),
  });
  session.on('error', () => {});
  try {
    await openSession(session);
    await session.query('SET session_replication_role = replica');
    await change(session);
  } finally {
    await session.end().catch(() => {});
  }
  const { user } = options.access;
  return send(child, {
    type: 'open',
    login: { user, password: options.access.password.reveal() },
  });
}

/** Tells the process what to do; returns the port that it listens on. */
async function send(child: ChildProcess, what: Order): Promise<number> {
  const answer = Promise.withResolvers<Report>();
  const onExit = (code: number | null) =>
    answer.reject(new Error(`its process ended with code ${code}`));
  child.once('message', answer.resolve).once('exit', onExit).once('error', answer.reject);
  try {
    child.send(what);
    const report = await answer.promise;
    if (report.type === 'failed') throw new Error(report.reason);
    return report.port;
  } finally {
    child.off('message', answer.resolve).off('exit', onExit).off('error', answer.reject);
  }
}

/** The last 4 KB that the process printed: PostgreSQL's own words when it can't open a directory. */
function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-4096);
    });
  }
  return () => text;
}

function lastLine(text: string): string | undefined {
  return text.match(/(?:FATAL|PANIC|Error):.*/g)?.at(-1);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.connected) child.send({ type: 'stop' } satisfies Order, () => {});
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await ended;
  clearTimeout(timer);
}

async function kill(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  if (child.pid !== undefined) await ended;
}
