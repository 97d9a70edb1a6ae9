import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { Client } from 'pg';
import type { Secret } from '../../../../config/secret.ts';

/** What `pg` made of the URL's parameters about TLS. */
interface Connection {
  readonly ssl: boolean | { rejectUnauthorized?: boolean; checkServerIdentity?: unknown };
  readonly options?: string | undefined;
}

/**
 * The environment in which libpq connects as `client` did, so that the password is in no argument and no file:
 * https://www.postgresql.org/docs/18/libpq-envars.html. Certificates are checked as strictly; where the URL names
 * none, those that Node trusts are written into `folder`.
 */
export async function sourceEnvironment(
  client: Client,
  url: Secret,
  folder: string,
): Promise<Record<string, string>> {
  const { ssl, options } = (client as unknown as { connectionParameters: Connection })
    .connectionParameters;
  const given = Object.fromEntries(new URL(url.reveal()).searchParams);
  const variables = {
    PGHOST: client.host,
    PGPORT: String(client.port),
    PGUSER: client.user,
    PGDATABASE: client.database,
    PGPASSWORD: client.password ?? undefined,
    PGOPTIONS: options,
    PGAPPNAME: 'branch-prod',
    PGCONNECT_TIMEOUT: '10',
    PGGSSENCMODE: 'disable',
    PGSSLMODE: modeOf(ssl),
    PGSSLCERT: given.sslcert && resolve(given.sslcert),
    PGSSLKEY: given.sslkey && resolve(given.sslkey),
    PGSSLROOTCERT: given.sslrootcert && resolve(given.sslrootcert),
  };
  if (variables.PGSSLMODE.startsWith('verify-') && variables.PGSSLROOTCERT === undefined) {
    variables.PGSSLROOTCERT = join(folder, 'trusted.pem');
    await writeFile(variables.PGSSLROOTCERT, getCACertificates('default').join('\n'));
  }
  const known = Object.entries(variables).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Record<string, string>;
}

function modeOf(ssl: Connection['ssl']): string {
  if (!ssl) return 'disable';
  if (ssl === true) return 'verify-full';
  if (ssl.rejectUnauthorized === false) return 'require';
  return ssl.checkServerIdentity === undefined ? 'verify-full' : 'verify-ca';
}
