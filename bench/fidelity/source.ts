import { join } from 'node:path';
import { type Cluster, DATABASE } from '../postgres/cluster.ts';
import type { PostgresPrograms } from '../postgres/programs.ts';
import { runProgram } from '../postgres/run-program.ts';
import { vectorsOf } from '../vectors.ts';

/** A table of vectors with one index, and what its queries need to be answered by that index. */
export interface VectorTable {
  readonly name: 'passages' | 'notes';
  readonly method: 'hnsw' | 'ivfflat';
  readonly index: string;
}

export const VECTOR_TABLES: readonly VectorTable[] = [
  { name: 'passages', method: 'hnsw', index: 'passages_embedding_hnsw' },
  { name: 'notes', method: 'ivfflat', index: 'notes_embedding_ivfflat' },
];

export interface SourceContent {
  /** Vectors in each of the tables before the load. */
  readonly vectors: number;
  /** Of pgbench; one is about 15 MB. */
  readonly scale: number;
  readonly pgvector: string;
}

/** What pgvector's manual advises for this many rows: lists = rows / 1000, probes = sqrt(lists). */
export function ivfflatLists(vectors: number): number {
  return Math.max(10, Math.round(vectors / 1000));
}

/**
 * Fills an empty cluster up to about the given size, and leaves it running: pgbench's tables, and two tables of
 * vectors with an index each. As in production, it writes safely and vacuums by itself.
 */
export async function fillSource(
  cluster: Cluster,
  programs: PostgresPrograms,
  { megabytes, signal }: { megabytes: number; signal: AbortSignal },
): Promise<SourceContent> {
  const vectors = Math.max(500, megabytes * 250);
  const scale = Math.max(1, Math.round(megabytes / 40));
  await cluster.start({ maintenance_work_mem: '512MB', max_wal_size: '4GB' });
  await cluster.query('postgres', `CREATE DATABASE ${DATABASE}`);
  const { account } = programs;
  const init = [...cluster.options, '-i', '-q', '-s', String(scale), DATABASE];
  await runProgram(join(programs.folder, 'pgbench'), init, { account, signal });
  await cluster.query(DATABASE, 'CREATE EXTENSION vector', 'CREATE EXTENSION amcheck');
  for (const [seed, { name }] of VECTOR_TABLES.entries()) {
    await cluster.query(
      DATABASE,
      `CREATE TABLE ${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, batch int NOT NULL,
         embedding vector(128) NOT NULL)`,
    );
    const copy = `COPY ${name} (batch, embedding) FROM STDIN`;
    await runProgram(
      join(programs.folder, 'psql'),
      [...cluster.options, '-d', DATABASE, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', copy],
      { account, signal, input: lines(vectorsOf(10 + seed), vectors) },
    );
  }
  await cluster.query(
    DATABASE,
    'CREATE INDEX passages_embedding_hnsw ON passages USING hnsw (embedding vector_l2_ops)',
    `CREATE INDEX notes_embedding_ivfflat ON notes USING ivfflat (embedding vector_l2_ops)
       WITH (lists = ${ivfflatLists(vectors)})`,
    'VACUUM ANALYZE',
  );
  const [row] = await cluster.query<{ extversion: string }>(
    DATABASE,
    "SELECT extversion FROM pg_extension WHERE extname = 'vector'",
  );
  return { vectors, scale, pgvector: row?.extversion ?? 'unknown' };
}

function* lines(next: () => string, count: number): Generator<string> {
  for (let done = 0; done < count; done++) yield `0\t${next()}\n`;
}
