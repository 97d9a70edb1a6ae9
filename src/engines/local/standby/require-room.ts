import { statfs } from 'node:fs/promises';
import type { Client } from 'pg';
import type { LocalContext } from '../local-engine.ts';
import { measureDisk } from '../state/disk-budget.ts';
import { readInventory } from '../state/inventory.ts';
import { tooMuchDisk } from '../state/limits.ts';
import { stateUnusable } from '../state/state-unusable.ts';

/**
 * What the source's databases take of its disk, in bytes; of those only that the role may ask about, and without the
 * log that is written while they are copied.
 */
export async function readSourceBytes(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database
     WHERE has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE')`,
  );
  return Number(rows[0]?.bytes);
}

/**
 * Throws `state-unusable` unless so many bytes fit on the disk, and `limit-reached` unless they fit into what the
 * engine may keep: before hours of copying, and without removing anything for them.
 */
export async function requireRoom(
  { state, limits }: Pick<LocalContext, 'state' | 'limits'>,
  bytes: number,
): Promise<void> {
  const { bavail, bsize } = await statfs(state.path);
  if (bavail * bsize < bytes) throw stateUnusable(state.path, { code: 'ENOSPC' }, bytes);
  if (limits.disk === undefined) return;
  const inventory = await readInventory(state);
  const there = await measureDisk({ state }, inventory, undefined);
  const total = there(inventory) + bytes;
  if (total > limits.disk) throw tooMuchDisk(total, limits.disk);
}
