import type { Client } from 'pg';
import { emptyLargeObjects } from './large-objects.ts';
import { LEFT_OVER_ROWS } from './left-over-rows.ts';
import { carryOut, type Neutralisation } from './neutralisation.ts';
import { OUTGOING } from './outgoing.ts';
import { RIGHTS } from './rights.ts';
import { makeRowRole } from './row-role.ts';
import { removeSchemaSecrets } from './schema-secrets.ts';
import { SETTINGS } from './session-settings.ts';

/**
 * Takes from a copy what could act outside it, or give the branch's role more than the branch. Returns what was found,
 * as `subscriptions: 1`; other databases are counted here and dropped by the engine. Throws `mask-failed` when
 * something resists, naming it.
 */
export async function neutralise(client: Client): Promise<string[]> {
  const done: string[] = [];
  const carryOutAll = async (list: readonly Neutralisation[]) => {
    for (const neutralisation of list) done.push(...(await carryOut(client, neutralisation)));
  };
  await carryOutAll(OUTGOING);
  await carryOutAll(SETTINGS);
  await makeRowRole(client);
  await carryOutAll(RIGHTS);
  await carryOutAll(LEFT_OVER_ROWS);
  done.push(...(await emptyLargeObjects(client)));
  done.push(...(await removeSchemaSecrets(client)));
  const { rows } = await client.query<{ others: number }>(
    `SELECT count(*)::int AS others FROM pg_catalog.pg_database
      WHERE datname <> current_database() AND NOT datistemplate AND datname NOT IN ('template0', 'template1')`,
  );
  const others = rows[0]?.others ?? 0;
  if (others > 0) done.push(`other databases: ${others}`);
  return done;
}
