import { join } from 'node:path';
import { BranchProdError } from '../../../../errors.ts';
import type { CopyTarget, SourceState } from '../source-copy.ts';
import { LEFT_OUT } from './dump-source.ts';
import type { Cluster } from './make-cluster.ts';
import { JOBS, type Programs } from './programs.ts';
import { runProgram } from './run-program.ts';
import { whileItGrows } from './while-it-grows.ts';

/** What the database has set for its sessions must not hinder the restoration. */
const SESSION = [
  'default_transaction_read_only=off',
  'local_preload_libraries=',
  'session_preload_libraries=',
  'synchronous_commit=off',
];

export interface RestoreOptions extends CopyTarget {
  readonly programs: Programs;
  readonly cluster: Cluster;
  readonly state: SourceState;
  /** The folder in which `content` was made. */
  readonly dump: string;
}

/**
 * Makes the database of a dump in the cluster: its settings, objects and rows, and all indexes anew. Throws
 * `source-unsupported`, naming the object that can't be restored and nothing of what pg_restore said, which quotes
 * rows; `interrupted`.
 */
export async function restoreDump(options: RestoreOptions): Promise<void> {
  const { programs, cluster, state, dump, to, signal, onProgress } = options;
  const content = join(dump, 'content');
  // The one that every new cluster has.
  if (state.database === 'postgres') await cluster.query('template1', 'DROP DATABASE postgres');
  const args = [
    ...['--create', '--dbname=template1', `--jobs=${JOBS}`, '--exit-on-error', '--no-password'],
    ...LEFT_OUT,
    content,
  ];
  const environment = {
    PGHOST: cluster.address.host,
    PGPORT: String(cluster.address.port),
    PGUSER: cluster.address.user,
    PGOPTIONS: SESSION.map((setting) => `-c ${setting}`).join(' '),
  };
  const { code, errors } = await whileItGrows(
    to,
    { what: 'restoring rows and building indexes', onProgress },
    runProgram(programs.restore, args, { environment, signal }),
  );
  if (code === 0) return;
  const object = await findObject(errors, { programs, content, signal });
  throw new BranchProdError(
    'source-unsupported',
    `pg_restore could not restore ${object ?? 'the source'} (exit code ${code})`,
    {
      nextStep:
        'Look at that object in the source: it can not be made again from the rows as they are, or needs something that this machine lacks.',
    },
  );
}

/**
 * The entry of the dump's list, which holds no rows, that has the first name quoted in what pg_restore said: nothing of
 * that itself is repeated. Its parallel workers don't say which entry they work on.
 */
async function findObject(
  errors: string,
  { programs, content, signal }: { programs: Programs; content: string; signal: AbortSignal },
): Promise<string | undefined> {
  const { output } = await runProgram(programs.restore, ['--list', content], { signal });
  const entries = [...output.matchAll(/^\d+; \d+ \d+ (.+) \S+$/gm)].map(([, entry = '']) => entry);
  const quoted = [...errors.matchAll(/"([^"\n]+)"/g)].map(([, name]) => name);
  return quoted
    .map((name) => entries.find((entry) => entry.endsWith(` ${name}`)))
    .find((entry) => entry !== undefined);
}
