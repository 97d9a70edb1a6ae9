import type { Access } from '../server.ts';

/**
 * The content of `pg_hba.conf`. What protects a unix socket is its folder, which only we and the server may enter;
 * that of a branch is removed as soon as its role has its password.
 */
export function accessRules(access: Access): string {
  const rules = ['local all all trust'];
  if (access.kind === 'login') {
    rules.push(`host all "${access.user.replaceAll('"', '""')}" 127.0.0.1/32 scram-sha-256`);
  }
  return [...rules, 'host all all all reject', ''].join('\n');
}
