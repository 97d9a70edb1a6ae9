import type { Client } from 'pg';
import {
  type AmcheckResult,
  type BalanceSums,
  checkWithAmcheck,
  digestRows,
  readBalanceSums,
} from './integrity.ts';
import { type Comparison, compareRankings, type Rankings, readRankings } from './rankings.ts';

/** What a server showed that stands at the instant to compare with. */
export interface Expected {
  readonly digest: string;
  readonly sums: BalanceSums;
  readonly rankings: Rankings;
}

/** What a copy of the source was found to be. */
export interface CopyReport {
  readonly name: string;
  /** From the order to a database that answers. */
  readonly durationMs: number;
  readonly amcheck: AmcheckResult;
  readonly sums: BalanceSums;
  /** Whether every row of every table is the source's of that instant. */
  readonly sameRows: boolean;
  readonly rankings: Readonly<Record<keyof Rankings, Comparison>>;
}

/** Reads what copies of this instant must show. */
export async function readExpected(client: Client, lists: number): Promise<Expected> {
  return {
    digest: await digestRows(client),
    sums: await readBalanceSums(client),
    rankings: await readRankings(client, lists),
  };
}

/** Examines a copy that answers on `client`. */
export async function examineCopy(
  client: Client,
  made: Pick<CopyReport, 'name' | 'durationMs'>,
  { expected, lists }: { expected: Expected; lists: number },
): Promise<CopyReport> {
  // First of all: a search must not meet what the checks leave behind.
  const rankings = compareRankings(await readRankings(client, lists), expected.rankings);
  return {
    ...made,
    rankings,
    sums: await readBalanceSums(client),
    sameRows: (await digestRows(client)) === expected.digest,
    amcheck: await checkWithAmcheck(client),
  };
}
