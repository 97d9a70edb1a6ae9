import type { PrivateCopy } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { makeBranchRole } from './branch-role.ts';
import { findLeaks } from './leaks.ts';
import type { MaskedCopy } from './mask-copy.ts';
import { captureAgain, compareRankings, inTransaction, type Rankings } from './rankings.ts';
import { connectForRows, retireRowRole } from './row-role.ts';

/** What was measured of a masked copy; as the result document shows it. */
export interface Proof {
  readonly valuesSearched: number;
  readonly leaks: number;
  readonly rankings: {
    readonly probes: number;
    readonly identical: number;
    readonly overlap: number;
  };
}

/**
 * The gate: searches the masked copy for every raw value and asks its vector indexes what they answered before. The
 * rankings of before are those of the source at the snapshot's instant, which is what the private copy was: production
 * itself goes on changing. When no raw value was found, the role that branches are used with is made, and only then.
 *
 * Throws `leak-found`, naming columns and no value.
 */
export async function proveCopy(
  copy: PrivateCopy,
  masked: MaskedCopy,
  { onProgress, signal }: { onProgress: (message: string) => void; signal: AbortSignal },
): Promise<Proof> {
  const client = await copy.connect();
  const rowClient = await connectForRows(copy);
  const { valuesSearched, leaks, places } = await findLeaks(
    { admin: client, rows: rowClient },
    masked.catalog,
    masked.raw,
    (rows) => {
      signal.throwIfAborted();
      onProgress(`searching for raw values, ${rows} rows`);
    },
  );
  if (leaks > 0) {
    throw new BranchProdError(
      'leak-found',
      `${leaks} values of the masked copy still hold a raw value:\n${places.map((place) => `  ${place}`).join('\n')}`,
      {
        nextStep:
          'Mask the column that holds it; in prose, name the column of the value in `entities` of the mask `text`.',
      },
    );
  }
  signal.throwIfAborted();
  onProgress('comparing the rankings of the vector indexes');
  const after: Rankings[] = [];
  await inTransaction(rowClient, async () => {
    for (const before of masked.rankings) after.push(await captureAgain(rowClient, before));
  });
  const rankings = compareRankings(masked.rankings, after, masked.plan);
  await rowClient.end();
  await retireRowRole(client);
  await makeBranchRole(client);
  return { valuesSearched, leaks, rankings };
}
