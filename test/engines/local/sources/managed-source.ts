import { Client } from 'pg';
import { Secret } from '../../../../src/config/secret.ts';
import { type DatabaseAddress, databaseUrl } from '../../../../src/engines/database-address.ts';
import type { SourceSettings } from '../../../../src/engines/engine.ts';
import type { TestInstallation } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';

export const DATABASE = 'Shop "north"';
export const PASSWORD = 'password-of-app-71c3';

/** What a managed service gives: a role that owns a database and may do nothing else. */
export interface ManagedSource extends AsyncDisposable {
  readonly server: TestPostgres;
  /** As the role `app`. */
  readonly address: DatabaseAddress;
  readonly settings: SourceSettings;
  /** As the superuser, in the database; returns the rows of the last statement. */
  query(...statements: string[]): Promise<Record<string, unknown>[]>;
}

/** A server with one database, full of what a dump may lose: 500 vectors under two indexes, roles, policies, parts. */
export async function startManagedSource(installation: TestInstallation): Promise<ManagedSource> {
  const server = await startPostgres(installation, { initdb: ['--data-checksums'] });
  try {
    await server.query(
      'CREATE ROLE readers NOLOGIN',
      'CREATE ROLE "Group ""b""" NOLOGIN NOINHERIT',
      `CREATE ROLE app LOGIN PASSWORD '${PASSWORD}' IN ROLE "Group ""b"""`,
      "ALTER ROLE app SET statement_timeout = '1s'",
      `CREATE DATABASE "Shop ""north""" OWNER app TEMPLATE template0 ENCODING 'UTF8'
         LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LC_COLLATE 'C.utf8' LC_CTYPE 'C.utf8'`,
      `ALTER DATABASE "Shop ""north""" SET default_transaction_read_only = off`,
      `ALTER DATABASE "Shop ""north""" SET "app.region" = 'north'`,
      `COMMENT ON DATABASE "Shop ""north""" IS 'the shop'`,
    );
    const inside = { ...server.socketAddress, database: DATABASE };
    await query(
      inside,
      ...['pg_control_system()', 'pg_control_checkpoint()', 'pg_control_init()'].map(
        (name) => `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`,
      ),
      'CREATE SCHEMA extensions AUTHORIZATION app',
      'CREATE EXTENSION vector SCHEMA extensions',
    );
    const address = {
      ...server.address,
      user: 'app',
      password: new Secret(PASSWORD),
      database: DATABASE,
    };
    await query(address, ...CONTENT);
    return {
      server,
      address,
      settings: { postgres: databaseUrl(address), copy: 'logical' },
      query: (...statements) => query(inside, ...statements),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

const vectorOf = (wave: string) =>
  `(SELECT array_agg(${wave}(i * 7.1 + j * j * 0.37)) FROM generate_series(1, 16) j)::extensions.vector`;

const CONTENT = [
  'CREATE SCHEMA "Sales 2"',
  "CREATE TYPE mood AS ENUM ('glad', 'sad')",
  `CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mood mood,
     initial text GENERATED ALWAYS AS (left(name, 1)) STORED)`,
  "COMMENT ON COLUMN people.name IS 'as on the passport'",
  `INSERT INTO people (name, mood) SELECT 'Person ' || i, 'glad' FROM generate_series(1, 20) i`,
  `CREATE TABLE items (id int PRIMARY KEY, person bigint REFERENCES people,
     embedding extensions.vector(16), lists extensions.vector(16))`,
  `INSERT INTO items SELECT i, 1 + i % 20, ${vectorOf('sin')}, ${vectorOf('cos')} FROM generate_series(1, 500) i`,
  'CREATE INDEX near ON items USING hnsw (embedding extensions.vector_l2_ops)',
  'CREATE INDEX lists ON items USING ivfflat (lists extensions.vector_l2_ops) WITH (lists = 20)',
  'CREATE TABLE "Sales 2"."Order" (id int, at date NOT NULL, total numeric) PARTITION BY RANGE (at)',
  `CREATE TABLE "Sales 2".order_1 PARTITION OF "Sales 2"."Order" FOR VALUES FROM ('2026-01-01') TO ('2026-07-01')`,
  `CREATE TABLE "Sales 2".order_2 PARTITION OF "Sales 2"."Order" FOR VALUES FROM ('2026-07-01') TO ('2027-01-01')`,
  `INSERT INTO "Sales 2"."Order" SELECT i, date '2026-01-01' + i, i * 1.5 FROM generate_series(1, 300) i`,
  'CREATE TABLE secrets (owner name DEFAULT current_user, word text)',
  'ALTER TABLE secrets ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY own ON secrets TO readers USING (owner = current_user)',
  `INSERT INTO secrets VALUES ('readers', 'mine'), ('app', 'theirs')`,
  'GRANT SELECT ON secrets TO readers',
  'GRANT USAGE ON SCHEMA "Sales 2" TO "Group ""b"""',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA "Sales 2" GRANT SELECT ON TABLES TO readers',
  'CREATE VIEW glad AS SELECT count(*) AS people FROM people',
  'CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS total FROM "Sales 2"."Order"',
  `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$`,
  'CREATE TRIGGER stamp BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION stamp()',
  'CREATE SEQUENCE counter START 7',
  "SELECT nextval('counter'), nextval('counter')",
  'CREATE PUBLICATION changes FOR TABLE people',
  'CREATE TABLE accounts (id int PRIMARY KEY, balance int)',
  'INSERT INTO accounts SELECT i, 100 FROM generate_series(1, 50) i',
];

/** A connection that may be ended by the server. */
export async function openClient({
  host,
  port,
  user,
  password,
  database,
}: DatabaseAddress): Promise<Client> {
  const client = new Client({ host, port, user, database, password: password?.reveal() });
  client.on('error', () => {});
  await client.connect();
  return client;
}
