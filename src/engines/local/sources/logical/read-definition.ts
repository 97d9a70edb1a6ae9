import type { Client } from 'pg';
import { readConfiguration } from '../../data-directory/configuration-files.ts';

/** What a cluster has to be like in order to hold the source's database. */
export interface Definition {
  readonly major: number;
  readonly checksums: boolean;
  readonly locale: Locale;
  readonly roles: readonly Role[];
  readonly memberships: readonly { readonly role: string; readonly member: string }[];
  readonly extensions: readonly { readonly name: string; readonly version: string }[];
  /** Names of the tables, without schema. */
  readonly tables: readonly string[];
  /** The content of its `postgresql.conf`. */
  readonly configuration: string;
}

/** A database's encoding and collation. */
export interface Locale {
  readonly encoding: string;
  readonly collate: string;
  readonly ctype: string;
  readonly provider: 'builtin' | 'icu' | 'libc';
  /** The provider's own locale and rules; `null` for libc. */
  readonly name: string | null;
  readonly rules: string | null;
}

export interface Role {
  readonly name: string;
  readonly superuser: boolean;
  readonly inherit: boolean;
  readonly bypassRls: boolean;
}

/** Reads it as a role that may ask for no more than everybody. To be called in a transaction. */
export async function readDefinition(client: Client): Promise<Definition> {
  return {
    ...(await readServer(client)),
    locale: await readLocale(client),
    ...(await readRoles(client)),
    extensions: await rowsOf(
      client,
      'SELECT extname AS name, extversion AS version FROM pg_extension ORDER BY extname',
    ),
    tables: (
      await rowsOf<{ name: string }>(
        client,
        `SELECT DISTINCT relname AS name FROM pg_class WHERE relkind IN ('r', 'm')`,
      )
    ).map(({ name }) => name),
    configuration: await readConfiguration(client),
  };
}

async function readServer(client: Client): Promise<{ major: number; checksums: boolean }> {
  const [row] = await rowsOf<{ version: string; checksums: string }>(
    client,
    `SELECT current_setting('server_version_num') AS version, current_setting('data_checksums') AS checksums`,
  );
  return { major: Math.floor(Number(row?.version) / 10_000), checksums: row?.checksums === 'on' };
}

/** The columns of pg_database about providers came with 15, 16 and 17, and one was renamed. */
async function readLocale(client: Client): Promise<Locale> {
  const [row] = await rowsOf<Locale>(
    client,
    `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate AS collate, datctype AS ctype,
       CASE d->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider,
       coalesce(d->>'datlocale', d->>'daticulocale') AS name, d->>'daticurules' AS rules
     FROM pg_database, to_jsonb(pg_database) AS d WHERE datname = current_database()`,
  );
  return row as Locale;
}

/** Memberships that neither inherit nor allow SET ROLE (from 16 on) only say who manages a role. */
async function readRoles(client: Client): Promise<Pick<Definition, 'roles' | 'memberships'>> {
  return {
    roles: await rowsOf(
      client,
      `SELECT rolname AS name, rolsuper AS superuser, rolinherit AS inherit, rolbypassrls AS "bypassRls"
       FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname`,
    ),
    memberships: await rowsOf(
      client,
      `SELECT DISTINCT r.rolname AS role, m.rolname AS member
       FROM pg_auth_members a, to_jsonb(a) AS j, pg_roles r, pg_roles m
       WHERE r.oid = a.roleid AND m.oid = a.member AND m.rolname !~ '^pg_'
         AND coalesce((j->>'inherit_option')::boolean OR (j->>'set_option')::boolean, true)
       ORDER BY r.rolname, m.rolname`,
    ),
  };
}

async function rowsOf<Row extends object>(client: Client, query: string): Promise<Row[]> {
  return (await client.query<Row>(query)).rows;
}
