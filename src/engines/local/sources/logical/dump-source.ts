import { join } from 'node:path';
import { type Client, escapeIdentifier } from 'pg';
import { BranchProdError } from '../../../../errors.ts';
import { JOBS, type Programs } from './programs.ts';
import type { Definition } from './read-definition.ts';
import { runProgram } from './run-program.ts';
import { whileItGrows } from './while-it-grows.ts';

/** How long to wait for a table that somebody is changing, in milliseconds. */
const LOCK_TIMEOUT = 60_000;

/** What neither program copies: it needs other servers or mounts, or providers of labels. */
export const LEFT_OUT = [
  '--no-publications',
  '--no-subscriptions',
  '--no-security-labels',
  '--no-tablespaces',
];

export interface DumpOptions {
  readonly programs: Programs;
  /** In the transaction whose snapshot is dumped. */
  readonly client: Client;
  readonly definition: Definition;
  readonly environment: Readonly<Record<string, string>>;
  /** Those to take; `undefined` for all. */
  readonly extensions: readonly string[] | undefined;
  /** A folder of ours, in which `content` is made. */
  readonly dump: string;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/**
 * Writes the database as the transaction of `client` sees it into files. pg_dump itself lifts the timeouts of its
 * sessions: setup_connection in PostgreSQL's src/bin/pg_dump/pg_dump.c. Throws `source-unsupported` without what
 * pg_dump said, which may quote values, `interrupted`, and errors of the connection as they are.
 */
export async function dumpSource(options: DumpOptions): Promise<void> {
  const { programs, client, definition, environment, extensions, dump, signal } = options;
  const { rows } = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  const content = join(dump, 'content');
  const args = [
    ...['--format=directory', `--file=${content}`, `--jobs=${JOBS}`, '--compress=0'],
    ...[`--snapshot=${rows[0]?.id}`, `--lock-wait-timeout=${LOCK_TIMEOUT}`, '--no-password'],
    ...LEFT_OUT,
    ...(extensions ?? []).map((name) => `--extension=${escapeIdentifier(name)}`),
  ];
  const { code, errors } = await whileItGrows(
    content,
    { what: 'copying rows', onProgress: options.onProgress },
    runProgram(programs.dump, args, { environment, signal }),
  );
  if (code === 0) return;
  // Throws if it is the connection that broke.
  await client.query('SELECT');
  const table = definition.tables.find((name) => errors.includes(`table "${name}"`));
  throw new BranchProdError(
    'source-unsupported',
    `pg_dump could not copy the source (exit code ${code}${table === undefined ? '' : `, table ${table}`})`,
    {
      nextStep:
        'Run pg_dump on the source with the same role: what it says may quote values and is not shown here.',
    },
  );
}
