import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Client } from 'pg';
import { BranchProdError } from '../../../../errors.ts';
import type { DatabaseAddress } from '../../../database-address.ts';
import { handOver, takeBack } from '../../data-directory/hand-over.ts';
import { openSession, SUPERUSER_OPTIONS } from '../../servers/trusted-session.ts';
import { makeSocketFolder } from '../../snapshot/private-copy.ts';
import { untilInterrupted } from '../../until-interrupted.ts';
import type { CopyTarget, SourceState } from '../source-copy.ts';
import type { Programs } from './programs.ts';
import type { Definition, Locale } from './read-definition.ts';
import { runProgram } from './run-program.ts';

export interface ClusterOptions extends CopyTarget {
  readonly programs: Programs;
  readonly state: SourceState;
  readonly definition: Definition;
}

/** A new cluster with its server, which only we can reach. */
export interface Cluster {
  /** Where and as whom it is reached; `database` is one to connect to for others. */
  readonly address: DatabaseAddress;
  /** Runs one statement in a connection of its own. */
  query(database: string, statement: string): Promise<Record<string, unknown>[]>;
  /** Ends the server cleanly and shuts its user out of the data directory. */
  stop(): Promise<void>;
  /** Ends the server at once, if it still runs, and removes its socket. */
  end(): Promise<void>;
}

/**
 * Makes an empty cluster with the encoding, the locale and the checksums of the source, and starts it. Throws
 * `source-unsupported` when this machine lacks the locale, `engine-failed`, `interrupted`; no server is left then.
 */
export async function makeCluster(options: ClusterOptions): Promise<Cluster> {
  const { to, owner, server, state, signal } = options;
  await mkdir(to, { mode: 0o700 });
  const socketDirectory = await makeSocketFolder(dirname(to), owner);
  handOver(to, owner);
  await initialise(options);
  const running = await server.start({
    dataDirectory: to,
    database: 'template1',
    superuser: state.superuser,
    access: { kind: 'private', socketDirectory },
    signal,
  });
  return {
    address: running.address,
    query: (database, statement) =>
      untilInterrupted(signal, query({ ...running.address, database }, statement)),
    async stop() {
      await running.stop();
      takeBack(to, owner);
    },
    async end() {
      await running.kill();
      takeBack(to, owner);
      await rm(socketDirectory, { recursive: true, force: true });
    },
  };
}

async function initialise({ to, owner, programs, state, definition, signal }: ClusterOptions) {
  const { major, checksums, locale } = definition;
  // 18 made checksums the default, and this option.
  const without = major >= 18 ? ['--no-data-checksums'] : [];
  const args = [
    ...['--pgdata', to, '--username', state.superuser, '--auth=reject', '--no-sync'],
    ...(checksums ? ['--data-checksums'] : without),
    ...localeOptions(locale, major),
  ];
  const { code, errors } = await runProgram(programs.initdb, args, { owner, signal });
  if (code === 0) return;
  // initdb knows nothing of the source's rows.
  const reason = /initdb: error: (.*)/.exec(errors)?.[1] ?? `exit code ${code}`;
  throw /locale|encoding|collation/i.test(reason)
    ? new BranchProdError(
        'source-unsupported',
        `This machine lacks the source's locale ${locale.name ?? locale.collate} (${locale.provider}, ${locale.encoding}): ${reason}`,
        {
          nextStep:
            'Install it here (on Debian: the package locales-all, or `dpkg-reconfigure locales`).',
        },
      )
    : new BranchProdError('engine-failed', `No new cluster could be made: ${reason}`, {
        nextStep: 'Check the installation of PostgreSQL on this machine.',
      });
}

/** Options of initdb: of providers since 15, of rules since 16, of the built-in provider since 17. */
function localeOptions({ encoding, collate, ctype, provider, name, rules }: Locale, major: number) {
  return [
    ...[`--encoding=${encoding}`, '--locale=C', `--lc-collate=${collate}`, `--lc-ctype=${ctype}`],
    ...(major >= 15 ? [`--locale-provider=${provider}`] : []),
    ...(provider === 'libc' ? [] : [`--${provider}-locale=${name}`]),
    ...(rules === null ? [] : [`--icu-rules=${rules}`]),
  ];
}

async function query(
  { host, port, user, database }: DatabaseAddress,
  statement: string,
): Promise<Record<string, unknown>[]> {
  const client = new Client({ host, port, user, database, options: SUPERUSER_OPTIONS });
  client.on('error', () => {});
  try {
    await openSession(client);
    return (await client.query(statement)).rows;
  } catch (error) {
    // Its message may quote values.
    const { code } = error as { code?: string };
    throw new BranchProdError('engine-failed', `The copy's server refused a statement (${code})`, {
      nextStep: 'Run it again; if it happens again, report it.',
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
}
