import type { Client } from 'pg';
import { vectorsOf } from '../vectors.ts';
import { VECTOR_TABLES, type VectorTable } from './source.ts';

/** How many queries each index is asked, and for how many rows each. */
export const PROBES = 201;
const TOP = 10;

/** For each probe the ids that an index answers, nearest first. */
export type Rankings = Readonly<Record<VectorTable['method'], readonly (readonly string[])[]>>;

/** How far one database answers as another does. */
export interface Comparison {
  readonly probes: number;
  /** Probes with the same rows in the same order. */
  readonly identical: number;
  /** The share of rows that both answer, from 0 to 1. */
  readonly overlap: number;
}

/**
 * Asks both indexes the same questions, with the same settings on every server. Throws when a query is not answered
 * by the index that it is to examine.
 */
export async function readRankings(client: Client, lists: number): Promise<Rankings> {
  await client.query('SET enable_seqscan = off');
  // Loads pgvector, which makes its settings known to the server.
  await client.query("SELECT '[1]'::vector");
  await client.query('SET hnsw.ef_search = 40');
  await client.query(`SET ivfflat.probes = ${Math.round(Math.sqrt(lists))}`);
  const rankings: Partial<Record<VectorTable['method'], string[][]>> = {};
  for (const table of VECTOR_TABLES) {
    await requireIndex(client, table);
    const next = vectorsOf(30);
    const ranking: string[][] = [];
    for (let probe = 0; probe < PROBES; probe++) {
      const { rows } = await client.query<{ id: string }>(queryOf(table), [next()]);
      ranking.push(rows.map(({ id }) => id));
    }
    rankings[table.method] = ranking;
  }
  return rankings as Rankings;
}

/** Compares two databases index by index. */
export function compareRankings(
  rankings: Rankings,
  reference: Rankings,
): Record<VectorTable['method'], Comparison> {
  return {
    hnsw: compare(rankings.hnsw, reference.hnsw),
    ivfflat: compare(rankings.ivfflat, reference.ivfflat),
  };
}

function queryOf({ name }: VectorTable): string {
  return `SELECT id::text FROM ${name} ORDER BY embedding <-> $1::vector LIMIT ${TOP}`;
}

async function requireIndex(client: Client, table: VectorTable): Promise<void> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${queryOf(table)}`, [
    vectorsOf(30)(),
  ]);
  if (!rows.some((row) => row['QUERY PLAN'].includes(`using ${table.index} `))) {
    throw new Error(`the queries on ${table.name} do not use ${table.index}`);
  }
}

function compare(
  rankings: readonly (readonly string[])[],
  reference: readonly (readonly string[])[],
): Comparison {
  let identical = 0;
  let shared = 0;
  let wanted = 0;
  for (const [probe, expected] of reference.entries()) {
    const ids = rankings[probe] ?? [];
    if (ids.join() === expected.join()) identical++;
    shared += expected.filter((id) => ids.includes(id)).length;
    wanted += expected.length;
  }
  return { probes: reference.length, identical, overlap: wanted === 0 ? 0 : shared / wanted };
}
