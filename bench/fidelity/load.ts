import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, DATABASE } from '../postgres/cluster.ts';
import type { PostgresPrograms } from '../postgres/programs.ts';
import { runProgram } from '../postgres/run-program.ts';
import { vectorsOf } from '../vectors.ts';
import { VECTOR_TABLES } from './source.ts';

/** How many vectors go into each table in one transaction. */
const BATCH = 10;

/** Work that goes on until it is stopped. */
export interface Load extends AsyncDisposable {
  /** Throws when the load has ended by itself: then nothing of what was measured is worth anything. */
  check(): void;
  /** Can be called again. Throws why the load ended before, if it did. */
  stop(): Promise<void>;
}

/**
 * Writes to the source as fast as it can: two clients of pgbench, whose transactions keep the sums of all balances
 * equal, and one that inserts vectors into both tables in each transaction, under a batch number that grows.
 */
export function startLoad(cluster: Cluster, programs: PostgresPrograms, outer: AbortSignal): Load {
  const stopping = new AbortController();
  const signal = AbortSignal.any([outer, stopping.signal]);
  let failure: unknown;
  let ended = false;
  const parts = [runPgbench(cluster, programs, signal), insertVectors(cluster, signal)];
  for (const part of parts) {
    part
      .catch((error) => {
        if (!signal.aborted) failure = error;
      })
      .finally(() => {
        ended = true;
      });
  }

  function check(): void {
    outer.throwIfAborted();
    if (ended) throw new Error('the load on the source ended too early', { cause: failure });
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await Promise.allSettled(parts);
    if (failure !== undefined) throw failure;
  }

  return { check, stop, [Symbol.asyncDispose]: () => stop().catch(() => {}) };
}

async function runPgbench(
  cluster: Cluster,
  { folder, account }: PostgresPrograms,
  signal: AbortSignal,
): Promise<void> {
  const args = [...cluster.options, '-n', '-c', '2', '-j', '1', '-T', '86400', DATABASE];
  await runProgram(join(folder, 'pgbench'), args, { account, signal });
}

async function insertVectors(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const next = vectorsOf(20);
  const client = await cluster.connect();
  try {
    for (let batch = 1; !signal.aborted; batch++) {
      await client.query('BEGIN');
      for (const { name } of VECTOR_TABLES) {
        await client.query(
          `INSERT INTO ${name} (batch, embedding) SELECT $1, unnest($2::text[])::vector`,
          [batch, Array.from({ length: BATCH }, next)],
        );
      }
      await client.query('COMMIT');
      // Lets timers run, which a client that is always answered at once would starve.
      await sleep(1);
    }
  } finally {
    await client.end();
  }
}
