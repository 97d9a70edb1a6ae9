import type { Client } from 'pg';
import type { PrivateCopy } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { makeBranchRole } from './branch-role.ts';
import { type Catalog, readCatalog } from './catalog.ts';
import type { KeyedHash } from './keyed-hash.ts';
import type { MaskedCopy } from './mask-copy.ts';
import { findLeaks } from './proof/find-leaks.ts';
import { type ComparedRelations, captureRelations, compareRelations } from './proof/relations.ts';
import { captureAgain, compareRankings, type Rankings, type RankingsCompared } from './rankings.ts';
import { connectForRows, retireRowRole } from './row-role.ts';
import { columnName } from './sql.ts';
import { inTransaction } from './transaction.ts';

/** What was measured of a masked copy. */
export interface Proof {
  /** As the result document shows it. */
  readonly measured: {
    readonly valuesSearched: number;
    readonly notSearched: number;
    readonly leaks: number;
    readonly relations: ComparedRelations;
    readonly rankings: RankingsCompared;
  };
  /** Joins and columns that count otherwise than before, by name. */
  readonly differences: readonly string[];
  readonly rankingsByColumn: readonly (RankingsCompared & { readonly column: string })[];
}

export interface ProveOptions {
  readonly hash: KeyedHash;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The gate: searches the masked copy for every raw value, counts what its joins give, and asks its vector columns what
 * they answered before. The rankings of before are those of the source at the snapshot's instant, which is what the
 * private copy was: production itself goes on changing. When no raw value was found and no relation broken, the role
 * that branches are used with is made, and only then.
 *
 * Throws `leak-found`, and `mask-failed` for a broken relation, naming columns and no value.
 */
export async function proveCopy(
  copy: PrivateCopy,
  masked: MaskedCopy,
  options: ProveOptions,
): Promise<Proof> {
  const { onProgress, signal } = options;
  const client = await copy.connect();
  await refuseNewColumns(client, masked.catalog);
  const rowClient = await connectForRows(copy);
  const search = await findLeaks({ admin: client, rows: rowClient }, masked, options);
  const { places, ...found } = search;
  if (found.leaks > 0) throw leakFound(found.leaks, places);

  signal.throwIfAborted();
  onProgress('counting what joins give');
  const relationsAfter = await captureRelations(rowClient, masked.catalog, masked.plan);
  const compared = compareRelations(masked.relations, relationsAfter);
  if (compared.broken.length > 0) throw relationsBroken(compared.broken);

  signal.throwIfAborted();
  onProgress('comparing the rankings of the vector columns');
  const after: Rankings[] = [];
  await inTransaction(rowClient, async () => {
    for (const before of masked.rankings) after.push(await captureAgain(rowClient, before));
  });
  const { columns, ...rankings } = compareRankings(masked.rankings, after, masked.plan);
  await rowClient.end();
  await retireRowRole(client);
  await makeBranchRole(client);
  return {
    measured: { ...found, relations: compared.relations, rankings },
    differences: compared.differences,
    rankingsByColumn: columns,
  };
}

/** Expressions of the policy and functions of the schema run on raw rows, and nobody would look into what they made. */
async function refuseNewColumns(client: Client, before: Catalog): Promise<void> {
  const known = new Set(storedColumns(before));
  const made = storedColumns(await readCatalog(client)).filter((name) => !known.has(name));
  if (made.length === 0) return;
  throw new BranchProdError(
    'mask-failed',
    `while the rows were masked, somebody made columns:\n${listed(made)}`,
    { nextStep: 'Find what makes them among the functions that the policy or the schema calls.' },
  );
}

function storedColumns({ tables, materializedViews }: Catalog): string[] {
  return [...tables, ...materializedViews].flatMap((table) =>
    table.columns.map(({ name }) => columnName(table, name)),
  );
}

function leakFound(leaks: number, places: readonly string[]): BranchProdError {
  return new BranchProdError(
    'leak-found',
    `${leaks} values of the masked copy still hold a raw value:\n${listed(places)}`,
    {
      nextStep:
        'Mask the column that holds it; in prose, name the column of the value in `entities` of the mask `text`. If nobody is meant and the program itself says it, as a default or a function may, list the value in `sanitize.public`; if it is a pseudonym that is somebody’s value by chance, name that value’s column in `entities`.',
    },
  );
}

function relationsBroken(names: readonly string[]): BranchProdError {
  return new BranchProdError('mask-failed', `masking breaks joins:\n${listed(names)}`, {
    nextStep:
      'Give both columns the same mask, and the same greatest length, as equal values need it.',
  });
}

function listed(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}
