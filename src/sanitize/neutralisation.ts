import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';

/** Something by which a clone could act on the world outside, or hold or reach what is not the branch's. */
export interface Neutralisation {
  /** In the report, with the number of things found. */
  readonly what: string;
  /** Without a line in the report: it is what every copy has, or nobody's loss. */
  readonly silent?: true;
  /**
   * A query of arrays of statements that put an end to it, one array for each thing found. Names are quoted by
   * PostgreSQL; no text is taken apart again, where a name could pass for a statement. It finds nothing afterwards.
   */
  readonly find: string;
}

/**
 * Carries it out and returns its line of the report, if it has one. Throws `mask-failed` when a statement fails or
 * something is still found afterwards.
 */
export async function carryOut(
  client: Client,
  { what, silent, find }: Neutralisation,
): Promise<string[]> {
  const query = { text: find, rowMode: 'array' };
  const { rows } = await client.query<[string[]]>(query);
  for (const [statements] of rows) {
    for (const statement of statements) await run(client, what, statement);
  }
  if (rows.length === 0) return [];
  const left = await client.query(query);
  if (left.rowCount !== 0) throw resists(what, 'it is still there');
  return silent ? [] : [`${what}: ${rows.length}`];
}

/** An error of PostgreSQL may quote a value. */
async function run(client: Client, what: string, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    throw resists(what, `SQLSTATE ${(error as { code?: string }).code}`);
  }
}

function resists(what: string, reason: string): BranchProdError {
  return new BranchProdError('mask-failed', `${what} could not be neutralised (${reason})`, {
    nextStep: 'Nothing was branched. Report this with the version of PostgreSQL.',
  });
}
