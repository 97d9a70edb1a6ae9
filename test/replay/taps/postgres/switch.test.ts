import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Pool } from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import {
  cstring,
  encode,
  encodeStartup,
} from '../../../../src/replay/taps/postgres/wire/messages.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { addressOf, tapOf, withClient } from './tapped.ts';

const { any } = await findTestInstallations();

/** Two databases of one server, each with a role of its own, stand for a branch and its fork. */
describe('switching the branch behind a tap', needs(any), () => {
  let server: TestPostgres;
  let tap: PostgresTap;
  let branches: readonly [DatabaseAddress, DatabaseAddress];
  beforeAll(async () => {
    server = await startPostgres(have(any).installation);
    branches = [await makeBranch('first'), await makeBranch('second')];
    tap = await tapOf(branches[0]);
  });
  beforeEach(() => tap.switchTo(branches[0]));
  afterAll(async () => {
    await tap?.close();
    await server?.[Symbol.asyncDispose]();
  });

  async function makeBranch(database: string): Promise<DatabaseAddress> {
    const address = { ...server.socketAddress, user: `${database}_role`, database };
    await server.query(
      `CREATE DATABASE ${database}`,
      `CREATE ROLE ${address.user} SUPERUSER LOGIN`,
    );
    await query(address, 'CREATE TABLE place (name text PRIMARY KEY)');
    await query(address, `INSERT INTO place VALUES ('${database}')`);
    return address;
  }

  const sessionsOn = async (database: string) =>
    (
      await server.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = '${database}'`,
      )
    )[0]?.count;

  it('ends connections as a server that restarts does; new ones are on the other', async () => {
    const pool = new Pool({ connectionString: tap.url.reveal(), max: 3 });
    const errors: (string | undefined)[] = [];
    pool.on('error', (error) => errors.push((error as { code?: string }).code));
    const where = async () => (await pool.query('SELECT name FROM place')).rows;
    expect(await where()).toEqual([{ name: 'first' }]);
    await tap.switchTo(branches[1]);
    expect(await sessionsOn('first')).toBe(0);
    expect(await where()).toEqual([{ name: 'second' }]);
    expect(errors).toEqual(['57P01']);
    await pool.end();
  });

  it('while a pool of 20 is in use: nothing is answered by the wrong branch, all goes on', async () => {
    const pool = new Pool({ connectionString: tap.url.reveal(), max: 20 });
    pool.on('error', () => {});
    let answered = 0;
    let isOver = false;
    const failures: { code?: string; message: string }[] = [];
    const names: string[] = [];
    const work = async () => {
      while (!isOver) {
        try {
          const { rows } = await pool.query('SELECT name, pg_sleep(0.002) FROM place');
          names.push(rows[0].name);
          answered += 1;
        } catch (error) {
          failures.push(error as Error);
        }
      }
    };
    const workers = Array.from({ length: 20 }, work);
    for (const [index, branch] of [branches[1], branches[0], branches[1]].entries()) {
      const before = answered;
      while (answered < before + 100) await new Promise((resolve) => setTimeout(resolve, 5));
      const left = index % 2 === 0 ? 'first' : 'second';
      await tap.switchTo(branch);
      expect(await sessionsOn(left)).toBe(0);
      names.length = 0;
    }
    const before = answered;
    while (answered < before + 100) await new Promise((resolve) => setTimeout(resolve, 5));
    isOver = true;
    await Promise.all(workers);
    expect(new Set(names)).toEqual(new Set(['second']));
    // A statement that ran ended with its session, or was cancelled right before.
    for (const { code, message } of failures) {
      expect(code ?? message).toMatch(/^(57P01|57014|Connection terminated unexpectedly)$/);
    }
    await pool.end();
  });

  it('with the client postgres, which connects again by itself', async () => {
    const sql = postgres(tap.url.reveal(), { max: 4, onnotice: () => {} });
    const where = () => sql`SELECT name FROM place`;
    expect([...(await where())]).toEqual([{ name: 'first' }]);
    await tap.switchTo(branches[1]);
    expect([...(await where().catch(where))]).toEqual([{ name: 'second' }]);
    // Without a limit it waits for ever for a connection that a server has ended, tap or not.
    await sql.end({ timeout: 1 });
  });

  it('in the middle of a statement, which does not go on on the old branch', async () => {
    await withClient(tap, async (client) => {
      const sleeping = client.query("INSERT INTO place SELECT 'late' FROM pg_sleep(60)");
      const failure = sleeping.catch((error: { code?: string }) => error.code);
      await server.query(`DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity
        WHERE wait_event = 'PgSleep') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$`);
      await tap.switchTo(branches[1]);
      expect(await sessionsOn('first')).toBe(0);
      expect(['57P01', '57014']).toContain(await failure);
    }).catch(() => {});
    expect(await query(branches[0], 'SELECT name FROM place')).toEqual([{ name: 'first' }]);
  });

  it('in the middle of a pipeline, of which nothing more runs on the old branch', async () => {
    const { port, user, password, database } = addressOf(tap);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    const words = ['user', user, 'database', database].map(cstring);
    const statements = [
      'SELECT pg_sleep(60)',
      ...Array.from({ length: 50 }, (_, index) => `INSERT INTO place VALUES ('late ${index}')`),
    ];
    socket.write(
      Buffer.concat([
        encodeStartup(196608, ...words, Buffer.from([0])),
        encode('p', cstring(password)),
        ...statements.map((sql) => encode('Q', cstring(sql))),
      ]),
    );
    socket.resume();
    await server.query(`DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity
      WHERE wait_event = 'PgSleep') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$`);
    await tap.switchTo(branches[1]);
    expect(await sessionsOn('first')).toBe(0);
    expect(await query(branches[0], 'SELECT name FROM place')).toEqual([{ name: 'first' }]);
    socket.destroy();
  });

  it('with settings, which hold until the next switch and survive DISCARD ALL', async () => {
    const settings = { enable_indexscan: 'off', 'my.note': `it's "a \\ b"` };
    const shown = (client: { query(sql: string): Promise<{ rows: unknown[] }> }) =>
      client.query(`SELECT current_setting('enable_indexscan') AS scan,
        current_setting('my.note', true) AS note, current_setting('work_mem') AS memory`);
    await tap.switchTo(branches[0], { settings });
    await withClient(
      tap,
      async (client) => {
        const expected = [{ scan: 'off', note: settings['my.note'], memory: '5MB' }];
        expect((await shown(client)).rows).toEqual(expected);
        await client.query('DISCARD ALL');
        expect((await shown(client)).rows).toEqual(expected);
      },
      { options: '-c work_mem=5MB' },
    );
    await tap.switchTo(branches[0]);
    await withClient(tap, async (client) => {
      expect((await shown(client)).rows).toMatchObject([{ scan: 'on' }]);
    });
  });

  it('changes nothing when the new branch lets nobody in', async () => {
    await withClient(tap, async (client) => {
      const nowhere = { ...branches[1], database: 'nowhere' };
      await expect(tap.switchTo(nowhere)).rejects.toMatchObject({
        code: 'engine-failed',
        message: expect.stringContaining('3D000'),
      });
      const closed = { ...branches[1], host: '127.0.0.1', port: 1 };
      await expect(tap.switchTo(closed)).rejects.toMatchObject({ code: 'engine-failed' });
      const settings = { no_such_setting: 'on' };
      await expect(tap.switchTo(branches[1], { settings })).rejects.toMatchObject({
        message: expect.stringContaining('42704'),
      });
      expect((await client.query('SELECT name FROM place')).rows).toEqual([{ name: 'first' }]);
    });
  });

  it('while connections are being made: they wait, and are on the new one', async () => {
    await using own = await tapOf(branches[0]);
    const slow = createServer();
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const { port } = slow.address() as { port: number };
    // It lets the first session begin, that of the switch, and then only accepts.
    slow.once('connection', (socket) => {
      socket.once('data', () => socket.write(Buffer.from('5200000008000000005a0000000549', 'hex')));
      socket.on('error', () => {});
    });
    await own.switchTo({ ...branches[0], host: '127.0.0.1', port });
    const accepted = once(slow, 'connection');
    const waiting = withClient(own, (client) => client.query('SELECT name FROM place'));
    await accepted;
    await own.switchTo(branches[1]);
    expect((await waiting).rows).toEqual([{ name: 'second' }]);
    slow.close();
  });

  it('while it records: rows of both branches, each with what its own catalog says', async () => {
    const recording = tap.record();
    const ask = () => withClient(tap, (client) => client.query('SELECT name FROM place'));
    await ask();
    await tap.switchTo(branches[1]);
    await ask();
    const statements = await recording.end();
    expect(statements.map(({ rows }) => rows)).toMatchObject([
      [{ table: 'place', key: { name: 'first' } }],
      [{ table: 'place', key: { name: 'second' } }],
    ]);
  });
});
