import type { PrivateCopy } from '../src/engines/engine.ts';

/**
 * The least that a preparation must do, in place of masks, which are not what is measured: the role that branches are
 * used by, which may read the tables and call the functions of the source's extensions.
 */
export async function makeBranchRole(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  await client.query('CREATE ROLE branch LOGIN');
  await client.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO branch');
  await client.query('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO branch');
  await client.end();
}
