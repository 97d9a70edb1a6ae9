import type { Client } from 'pg';
import { OUTGOING } from './outgoing.ts';

/** What of a database can act outside of it, and is neutralised on a snapshot. */
export interface Acting {
  /** For example `subscriptions`. */
  readonly what: string;
  /** How many there are; absent where the role may not know. */
  readonly count?: number | undefined;
}

/** Looks, with any role and without touching anything, for what will be neutralised. Needs an open transaction. */
export async function findWhatActs(client: Client): Promise<Acting[]> {
  const found: Acting[] = [];
  for (const { what, silent, find } of OUTGOING) {
    if (silent) continue;
    await client.query('SAVEPOINT branch_prod_look');
    try {
      const { rowCount } = await client.query({ text: find, rowMode: 'array' });
      if (rowCount) found.push({ what, count: rowCount });
    } catch (error) {
      if ((error as { code?: unknown }).code !== '42501') throw error;
      found.push({ what });
    }
    await client.query('ROLLBACK TO SAVEPOINT branch_prod_look');
  }
  return found;
}
