import { BRANCH_ROLE, type PrivateCopy } from '../../engine.ts';
import { backupFunctions, serverVersion } from '../backup/backup-functions.ts';
import { rewriteCatalogs } from './rewrite-catalogs.ts';

/**
 * The last statements on a prepared copy. The branch's role may call the backup API, which is how forks are made and
 * gives it nothing that it can't read already. The switch to a new segment leaves all of the log written so far in
 * segments that no server needs after the shutdown.
 */
export async function finishPreparation(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  const role = await client.query('SELECT FROM pg_catalog.pg_roles WHERE rolname = $1', [
    BRANCH_ROLE,
  ]);
  if (role.rowCount === 1) {
    for (const signature of backupFunctions(await serverVersion(client)).signatures) {
      await client.query(`GRANT EXECUTE ON FUNCTION pg_catalog.${signature} TO ${BRANCH_ROLE}`);
    }
  }
  await rewriteCatalogs(client);
  await client.query('SELECT pg_switch_wal()');
  await client.query('CHECKPOINT');
  await client.end();
}
