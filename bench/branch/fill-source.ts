import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Cluster, DATABASE } from '../postgres/cluster.ts';
import type { PostgresPrograms } from '../postgres/programs.ts';
import { runProgram } from '../postgres/run-program.ts';
import { seededRandom } from '../random.ts';
import { vectorsOf } from '../vectors.ts';

export interface FilledSource {
  /** The size of the database, in bytes. */
  readonly bytes: number;
  readonly rows: number;
  /** Rows with a vector, all in the HNSW index. */
  readonly vectors: number;
  readonly pgvector: string;
}

/** Four rows fill a page of 8 kB, and none is long enough to be moved out of line. */
const ROW_BYTES = 2048;
const TEXT = 1800;
const TEXT_BESIDE_VECTOR = 1250;
/** Building its index takes long, and what is copied does not care what is in a page. */
const MOST_VECTORS = 50_000;
/** Text from which bodies are cut, in characters: longer than any compressor looks back here. */
const POOL = 8_000_000;
const ROWS_A_CHUNK = 64;

/** For the filling alone: nothing of it has to survive. With this `wal_level` a new table's rows are not logged. */
const FAST = {
  autovacuum: 'off',
  fsync: 'off',
  maintenance_work_mem: '1GB',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  wal_level: 'minimal',
};

/**
 * A fresh table is not vacuumed while others are measured; the memory lets a restore build the vector index as fast as
 * it can.
 */
const SERVING = { autovacuum: 'off', maintenance_work_mem: '1GB', max_wal_size: '4GB' };

/** Fills an empty cluster with about `bytes` of incompressible text and vectors, and leaves it running. */
export async function fillSource(
  cluster: Cluster,
  programs: PostgresPrograms,
  { bytes, signal }: { bytes: number; signal: AbortSignal },
): Promise<FilledSource> {
  const rows = Math.max(1000, Math.round(bytes / ROW_BYTES));
  const vectors = Math.min(MOST_VECTORS, Math.round(rows / 4));
  await cluster.start(FAST);
  await cluster.query('postgres', `CREATE DATABASE ${DATABASE}`);
  await cluster.query(DATABASE, 'CREATE EXTENSION vector');
  const create =
    'CREATE TABLE documents (id int NOT NULL, body text NOT NULL, embedding vector(128))';
  const copy = 'COPY documents FROM STDIN WITH (FREEZE)';
  await runProgram(
    join(programs.folder, 'psql'),
    [
      ...[...cluster.options, '-d', DATABASE, '-X', '-q', '-v', 'ON_ERROR_STOP=1'],
      ...['--single-transaction', '-c', create, '-c', copy],
    ],
    { account: programs.account, signal, input: chunks(rows, vectors) },
  );
  for (const statement of [
    'ALTER TABLE documents ADD PRIMARY KEY (id)',
    'CREATE INDEX ON documents USING hnsw (embedding vector_l2_ops)',
    'ANALYZE',
  ]) {
    await cluster.execute(DATABASE, statement, signal);
  }
  await cluster.stop();
  await cluster.start(SERVING);
  const [row] = await cluster.query<{ bytes: string; pgvector: string }>(
    DATABASE,
    `SELECT pg_database_size(current_database())::text AS bytes, extversion AS pgvector
     FROM pg_extension WHERE extname = 'vector'`,
  );
  return { bytes: Number(row?.bytes), rows, vectors, pgvector: row?.pgvector ?? 'unknown' };
}

/** Starts a filled cluster again, as it was left. */
export function serveSource(cluster: Cluster): Promise<void> {
  return cluster.start(SERVING);
}

function* chunks(rows: number, vectors: number): Generator<string> {
  const pool = randomBytes((POOL / 4) * 3).toString('base64');
  const random = seededRandom(2);
  const next = vectorsOf(3);
  const text = (length: number) => {
    const start = Math.floor(random() * (POOL - length));
    return pool.slice(start, start + length);
  };
  let chunk = '';
  for (let id = 1; id <= rows; id++) {
    chunk +=
      id <= vectors
        ? `${id}\t${text(TEXT_BESIDE_VECTOR)}\t${next()}\n`
        : `${id}\t${text(TEXT)}\t\\N\n`;
    if (id % ROWS_A_CHUNK !== 0 && id !== rows) continue;
    yield chunk;
    chunk = '';
  }
}
