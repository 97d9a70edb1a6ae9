import { join } from 'node:path';
import { type Cluster, DATABASE } from './cluster.ts';
import type { PostgresPrograms } from './programs.ts';
import { runProgram, startProgram } from './run-program.ts';

export interface DumpOptions {
  readonly programs: PostgresPrograms;
  readonly from: Cluster;
  /** May be the same cluster. */
  readonly to: Cluster;
  /** Database of `to` that is made. */
  readonly database: string;
  readonly signal: AbortSignal;
}

/**
 * `pg_dump | pg_restore`: both work at the same time, nothing is compressed and nothing lies on the disk in between.
 * With one large table this takes as long as `pg_dump -Fd -j2 -Z0` and then `pg_restore -j2`, and less than with the
 * usual compression. Throws what the programs say.
 */
export async function dumpAndRestore(options: DumpOptions): Promise<void> {
  const { programs, from, to, database, signal } = options;
  await to.query('postgres', `CREATE DATABASE ${database} TEMPLATE template0`);
  // When one of the two fails, the other one is not left waiting for it.
  const failed = new AbortController();
  const running = { account: programs.account, signal: AbortSignal.any([signal, failed.signal]) };
  const dump = startProgram(
    join(programs.folder, 'pg_dump'),
    [...from.options, '-Fc', '-Z0', '-d', DATABASE],
    running,
  );
  dump.child.stdin?.end();
  const restore = runProgram(
    join(programs.folder, 'pg_restore'),
    [...to.options, '--exit-on-error', '-d', database],
    { ...running, input: dump.child.stdout ?? [] },
  );
  const both = [dump.ended, restore];
  for (const part of both) part.catch((error) => failed.abort(error));
  const results = await Promise.allSettled(both);
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
