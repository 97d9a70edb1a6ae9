import { escapeIdentifier } from 'pg';
import type { Cluster } from './make-cluster.ts';
import type { Definition, Role } from './read-definition.ts';

/**
 * Makes the source's roles, so that objects keep their owners, rights and policies. None of them can log in, and none
 * has a password. Memberships in roles that only the source's server has are left out.
 */
export async function makeRoles(cluster: Cluster, definition: Definition): Promise<void> {
  const { roles, memberships } = definition;
  for (const role of roles) await cluster.query('template1', creation(role));
  const present = await cluster.query('template1', 'SELECT rolname AS name FROM pg_roles');
  const names = new Set(present.map(({ name }) => name));
  for (const { role, member } of memberships) {
    if (!names.has(role)) continue;
    const grant = `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(member)}`;
    await cluster.query('template1', grant);
  }
}

/** A superuser stays one: its views and functions may do what they could. */
function creation({ name, superuser, inherit, bypassRls }: Role): string {
  const attributes = [
    superuser ? 'SUPERUSER' : 'NOSUPERUSER',
    inherit ? 'INHERIT' : 'NOINHERIT',
    bypassRls ? 'BYPASSRLS' : 'NOBYPASSRLS',
  ];
  return `CREATE ROLE ${escapeIdentifier(name)} NOLOGIN ${attributes.join(' ')}`;
}
