import { appendFile, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import { readTree } from '../../../../src/engines/local/data-directory/directory-tree.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { makeFolder } from '../../../postgres/data-directory.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { reflinkFolder } from '../../../postgres/reflink-folder.ts';
import { startServer } from '../../../postgres/server-process.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { clientOf, copyData } from './data-copy.ts';

const { system, embedded, any } = await findTestInstallations();

/** Small enough that a busy server recycles its log all the time. */
const LITTLE_LOG = ['max_wal_size = 32MB', 'min_wal_size = 32MB', 'wal_keep_size = 0'];

const BALANCE = 1000;

/** Moves money between accounts as fast as the server can, in 3 sessions; the sum stays. */
async function startLoad(source: TestPostgres): Promise<AsyncDisposable> {
  await source.query(
    'CREATE TABLE accounts AS SELECT id, 100 AS balance FROM generate_series(1, 10) AS id',
    `CREATE TABLE log (id bigserial PRIMARY KEY, account int, amount int, padding text DEFAULT repeat('x', 500))`,
  );
  const load = (account: number) => `DO $$ BEGIN LOOP
    WITH moved AS (INSERT INTO log (account, amount) VALUES (${account}, random() * 9) RETURNING amount)
      UPDATE accounts SET balance = balance + CASE id WHEN ${account} THEN amount ELSE -amount END
      FROM moved WHERE id IN (${account}, ${account + 3});
    COMMIT; END LOOP; END $$`;
  const clients = [1, 2, 3].map(() => clientOf(source.address));
  await Promise.all(clients.map((client) => client.connect()));
  const ends = clients.map((client, index) =>
    client.query(load(index + 1)).catch((error) => error),
  );
  await sleep(300);
  return {
    async [Symbol.asyncDispose]() {
      await source.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'DO %'",
      );
      for (const error of await Promise.all(ends)) expect(error).toMatchObject({ code: '57P01' });
    },
  };
}

/** One instant: the sum that no transaction changes, and one row of the log for each change, in table and index. */
const INSTANT = `SELECT (SELECT sum(balance)::int FROM accounts) AS sum,
  (SELECT bool_and(balance = 100 + (SELECT sum(amount) FROM log WHERE account = accounts.id))
     FROM accounts WHERE id <= 3) AS same,
  (SELECT max(id) > 100 FROM log) AS busy`;
/** As many rows as the table has. */
const BY_INDEX = [
  'SET enable_seqscan = off',
  'SELECT (SELECT count(*) FROM log WHERE id > 0) = (SELECT count(padding) FROM log) AS same',
];

describe.each([
  ['of the system', system],
  ['18', embedded],
] as const)('a copy of a running PostgreSQL %s', { timeout: 120_000 }, (_, found) => {
  it('holds one instant, however much is written meanwhile', needs(found), async () => {
    const { installation } = have(found);
    await using source = await startPostgres(installation, { settings: LITTLE_LOG });
    await using _load = await startLoad(source);
    for (let round = 0; round < 3; round++) {
      await using copy = await copyData(source.address, source.dataDirectory);
      const address = await copy.start(installation);
      expect(await query(address, INSTANT)).toEqual([{ sum: BALANCE, same: true, busy: true }]);
      expect(await query(address, ...BY_INDEX)).toEqual([{ same: true }]);
    }
    expect(await source.query('SELECT slot_name FROM pg_replication_slots')).toEqual([]);
  });

  it('shares its blocks where the file system can', needs(found, reflinkFolder()), async () => {
    const { installation } = have(found);
    const { folder: parent } = have(reflinkFolder());
    await using source = await startPostgres(installation, { parent });
    await source.query('CREATE TABLE t AS SELECT 1 AS n');
    await using copy = await copyData(source.address, source.dataDirectory, { parent });
    expect(copy).toMatchObject({ copy: 'reflink', notes: [] });
    const address = await copy.start(installation);
    expect(await query(address, 'SELECT n FROM t')).toEqual([{ n: 1 }]);
    await using elsewhere = await copyData(source.address, source.dataDirectory);
    expect(elsewhere.copy).toBe('copy');
  });

  it('is made of a standby too, and is none', needs(found), async () => {
    const { installation } = have(found);
    const account = await serverAccount('standby');
    await using primary = await startPostgres(installation, {
      settings: [...LITTLE_LOG, 'wal_keep_size = 1GB'],
    });
    await using _load = await startLoad(primary);
    await using base = await copyData(primary.address, primary.dataDirectory, { owner: account });
    const socket = join(dirname(base.data), 'standby');
    await makeFolder(socket, account);
    const { host, port } = primary.socketAddress;
    const settings = [
      ...LITTLE_LOG,
      `primary_conninfo = 'host=${host} port=${port} user=postgres'`,
      "listen_addresses = ''",
      `unix_socket_directories = '${socket}'`,
    ];
    await appendFile(join(base.data, 'postgresql.conf'), settings.join('\n'));
    await writeFile(join(base.data, 'pg_hba.conf'), 'local all all trust');
    await writeFile(join(base.data, 'standby.signal'), '');
    const log = join(dirname(base.data), 'log');
    const standby = await startServer({ installation, account, dataDirectory: base.data, log });
    try {
      const address = { host: socket, port: 5432, user: 'postgres', database: 'postgres' };
      const isStandby = 'SELECT pg_is_in_recovery() AS recovers';
      expect(await query(address, isStandby)).toEqual([{ recovers: true }]);
      for (let round = 0; round < 3; round++) {
        await using copy = await copyData(address, base.data);
        const copied = await copy.start(installation);
        expect(await query(copied, INSTANT)).toEqual([{ sum: BALANCE, same: true, busy: true }]);
        expect(await query(copied, ...BY_INDEX)).toEqual([{ same: true }]);
        const timeline = 'SELECT timeline_id FROM pg_control_checkpoint()';
        expect(await query(copied, timeline)).toEqual([{ timeline_id: 1 }]);
      }
    } finally {
      await standby.kill();
    }
  });

  it('has tablespaces inside, works with them, and can be copied again', needs(found), async () => {
    const { installation } = have(found);
    await using source = await startPostgres(installation);
    const place = join(dirname(source.dataDirectory), 'space');
    await makeFolder(place, await serverAccount('standby'));
    await source.query(
      `CREATE TABLESPACE space LOCATION '${place}'`,
      'CREATE TABLE t (n int) TABLESPACE space',
      'INSERT INTO t SELECT generate_series(1, 1000)',
      'CREATE DATABASE other TABLESPACE space',
      'CHECKPOINT',
    );
    const before = await readTree(place);
    await using copy = await copyData(source.address, source.dataDirectory);
    expect((await readTree(copy.data)).filter(({ kind }) => kind === 'link')).toEqual([]);
    const address = await copy.start(installation, 'branch');
    await expectWorkingTablespace(address);
    await query({ ...address, database: 'other' }, 'CREATE TABLE t (n int)');

    await using fork = await copyData(address, copy.data);
    const forked = await fork.start(installation);
    await expectWorkingTablespace(forked);
    await query({ ...forked, database: 'other' }, 'SELECT * FROM t');
    expect(await readTree(place)).toEqual(before);
  });

  it('refuses a tablespace that is made meanwhile', needs(found), async () => {
    await using source = await startPostgres(have(found).installation);
    const place = join(dirname(source.dataDirectory), 'space');
    await makeFolder(place, await serverAccount('standby'));
    const copying = copyData(source.address, source.dataDirectory, {
      onCopied: async () => {
        await source.query(`CREATE TABLESPACE space LOCATION '${place}'`);
      },
    });
    await expect(copying).rejects.toMatchObject({ code: 'source-unsupported' });
    await expect(copying).rejects.toThrow('a tablespace was made');
    await using _copy = await copyData(source.address, source.dataDirectory);
  });

  it('leaves the rows of unlogged tables, and names them', needs(found), async () => {
    const { installation } = have(found);
    await using source = await startPostgres(installation);
    await source.query(
      'CREATE UNLOGGED TABLE "Odd name" AS SELECT generate_series(1, 9) AS n',
      'CREATE INDEX ON "Odd name" (n)',
      'CREATE TABLE logged AS SELECT 1 AS n',
      'CHECKPOINT',
    );
    const [row] = await source.query(`SELECT pg_relation_filepath('"Odd name"') AS path`);
    await using copy = await copyData(source.address, source.dataDirectory);
    expect(copy.notes).toEqual([
      'Unlogged tables of the database postgres are empty on the copy: public."Odd name".',
    ]);
    const paths = (await readTree(copy.data)).map(({ path }) => path);
    expect(paths).toContain(`${row?.path}_init`);
    expect(paths).not.toContain(row?.path);
    const address = await copy.start(installation);
    const rows = 'SELECT (SELECT count(*)::int FROM "Odd name") AS odd, n FROM logged';
    expect(await query(address, rows)).toEqual([{ odd: 0, n: 1 }]);
    await query(address, 'INSERT INTO "Odd name" VALUES (1)');
  });

  it('has all of the log, or is none', needs(found), async () => {
    const { installation } = have(found);
    await using source = await startPostgres(installation, { settings: LITTLE_LOG });
    await source.query('CREATE TABLE t (n int)', 'CREATE ROLE backup LOGIN');
    await source.query(
      `DO $$ DECLARE f text; BEGIN
         FOR f IN SELECT oid::regprocedure FROM pg_proc
           WHERE proname IN ('pg_backup_start', 'pg_backup_stop', 'pg_start_backup', 'pg_stop_backup')
         LOOP EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO backup'; END LOOP; END $$`,
    );
    const onCopied = async () => {
      for (let round = 0; round < 6; round++) {
        await source.query('INSERT INTO t VALUES (1)', 'SELECT pg_switch_wal()', 'CHECKPOINT');
      }
    };
    const { socketAddress, dataDirectory } = source;
    const copying = copyData({ ...socketAddress, user: 'backup' }, dataDirectory, { onCopied });
    await expect(copying).rejects.toMatchObject({ code: 'source-unsupported' });
    await expect(copying).rejects.toThrow('recycled write-ahead log');

    await using copy = await copyData(socketAddress, dataDirectory, { onCopied });
    const address = await copy.start(installation);
    expect(await query(address, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 12 }]);
  });
});

async function expectWorkingTablespace(address: DatabaseAddress) {
  const [row] = await query(
    address,
    'VACUUM FULL t',
    'CREATE TABLE IF NOT EXISTS u (n int) TABLESPACE space',
    'CHECKPOINT',
    'SELECT count(*)::int AS n FROM t',
  );
  expect(row?.n).toBe(1000);
}

describe('a copy of a running PostgreSQL', { timeout: 120_000 }, () => {
  it('has the log that lies elsewhere', needs(any), async () => {
    const { installation } = have(any);
    await using source = await startPostgres(installation);
    await source.stop();
    const elsewhere = join(dirname(source.dataDirectory), 'log-of-writes');
    await rename(join(source.dataDirectory, 'pg_wal'), elsewhere);
    await symlink(elsewhere, join(source.dataDirectory, 'pg_wal'));
    await source.start();
    await source.query('CREATE TABLE t AS SELECT 1 AS n');
    await using copy = await copyData(source.address, source.dataDirectory);
    expect((await readTree(copy.data)).filter(({ kind }) => kind === 'link')).toEqual([]);
    const address = await copy.start(installation);
    expect(await query(address, 'SELECT n FROM t')).toEqual([{ n: 1 }]);
  });

  it('ends when it is interrupted, and leaves nothing on the server', needs(any), async () => {
    await using source = await startPostgres(have(any).installation);
    const controller = new AbortController();
    const copying = copyData(source.address, source.dataDirectory, {
      signal: controller.signal,
      onCopied: async () => {
        expect(await source.query('SELECT FROM pg_replication_slots')).toHaveLength(1);
        controller.abort();
        await new Promise(() => {});
      },
    });
    await expect(copying).rejects.toMatchObject({ code: 'interrupted' });
    await expectNothingLeft(source);
    await using _next = await copyData(source.address, source.dataDirectory);
  });

  it('ends when its connection breaks, and leaves nothing on the server', needs(any), async () => {
    await using source = await startPostgres(have(any).installation);
    const copying = copyData(source.address, source.dataDirectory, {
      onCopied: async (client) => {
        const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
        await source.query(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
        await sleep(100);
      },
    });
    await expect(copying).rejects.toThrow();
    await expectNothingLeft(source);
  });

  it('says what to do when the server writes too little log', needs(any), async () => {
    const settings = ['wal_level = minimal', 'max_wal_senders = 0'];
    await using source = await startPostgres(have(any).installation, { settings });
    const copying = copyData(source.address, source.dataDirectory);
    await expect(copying).rejects.toMatchObject({
      code: 'source-unsupported',
      nextStep: expect.stringContaining('wal_level'),
    });
  });

  it('refuses a link in the place of a file, and sees no other', needs(any), async () => {
    await using source = await startPostgres(have(any).installation);
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'branch-prod-secret-'));
    try {
      await writeFile(join(folder, 'secret'), 'secret');
      await symlink(join(folder, 'secret'), join(source.dataDirectory, 'base/key'));
      await symlink(folder, join(source.dataDirectory, 'pg_tblspc/99999'));
      await using copy = await copyData(source.address, source.dataDirectory);
      const paths = (await readTree(copy.data)).map(({ path }) => path);
      expect(paths).not.toContain('base/key');
      expect(paths).not.toContain('pg_tblspc/99999');
      await symlink(join(folder, 'secret'), join(source.dataDirectory, 'global/99999'));
      const copying = copyData(source.address, source.dataDirectory);
      await expect(copying).rejects.toMatchObject({ code: 'source-unsupported' });
      await expect(copying).rejects.toThrow('global/99999 is a link');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it(
    'plans as its source does, and takes nothing else of its configuration',
    needs(any),
    async () => {
      const { installation } = have(any);
      await using source = await startPostgres(installation, {
        settings: [
          "work_mem = '7MB'",
          'random_page_cost = 1.25',
          'enable_mergejoin = off',
          'plan_cache_mode = force_generic_plan',
          'jit_above_cost = 12345',
          'max_locks_per_transaction = 100',
          'max_prepared_transactions = 5',
          "archive_command = 'a secret'",
        ],
      });
      await using copy = await copyData(source.address, source.dataDirectory);
      const address = await copy.start(installation);
      const settings = `SELECT string_agg(setting, ' ' ORDER BY name) AS all FROM pg_settings
      WHERE name IN ('work_mem', 'random_page_cost', 'enable_mergejoin', 'plan_cache_mode', 'jit_above_cost',
        'max_locks_per_transaction', 'max_prepared_transactions')`;
      expect(await query(address, settings)).toEqual(await source.query(settings));
      expect(await query(address, 'SHOW archive_command')).not.toEqual([
        { archive_command: 'a secret' },
      ]);
    },
  );
});

async function expectNothingLeft(source: TestPostgres): Promise<void> {
  const left = `SELECT pid::text FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
    UNION ALL SELECT slot_name FROM pg_replication_slots`;
  await expect.poll(() => source.query(left)).toEqual([]);
}
