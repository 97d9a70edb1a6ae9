import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Client, Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { libpqEnvironment, recorded, tapOf, withClient } from './tapped.ts';

const { any, system } = await findTestInstallations();
const programs = await clientPrograms();

/** The folder of psql and pgbench; the embedded installation has neither. */
async function clientPrograms() {
  if (!('installation' in system)) return system;
  const { bin } = system.installation;
  try {
    for (const name of ['psql', 'pgbench']) await access(join(bin, name));
    return { bin };
  } catch {
    return { reason: `${bin} has no psql or no pgbench` };
  }
}

describe('the tap of PostgreSQL serves', needs(any), () => {
  let server: TestPostgres;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await startPostgres(have(any).installation);
    await server.query(
      'CREATE TABLE items (id int PRIMARY KEY, name text)',
      "INSERT INTO items SELECT i, 'item ' || i FROM generate_series(1, 1000) i",
    );
    tap = await tapOf(server.address);
  });
  afterAll(async () => {
    await tap?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** Runs a program of PostgreSQL; its output, or its errors if it fails. */
  async function run(name: string, args: readonly string[], input = ''): Promise<string> {
    const child = spawn(join(have(programs).bin, name), [...args], { env: libpqEnvironment(tap) });
    child.stdin.end(input);
    const [out, err] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      child.exitCode === null ? once(child, 'exit') : undefined,
    ]);
    if (child.exitCode !== 0) throw new Error(err);
    return out;
  }

  describe('pg', () => {
    it('with simple, parameterised and prepared statements, errors and transactions', async () => {
      await withClient(tap, async (client) => {
        expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
        expect((await client.query('SELECT name FROM items WHERE id = $1', [7])).rows).toEqual([
          { name: 'item 7' },
        ]);
        for (const id of [1, 2]) {
          const query = { name: 'by-id', text: 'SELECT name FROM items WHERE id = $1' };
          const { rows } = await client.query({ ...query, values: [id] });
          expect(rows).toEqual([{ name: `item ${id}` }]);
        }
        await client.query('BEGIN');
        await expect(client.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
        await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
        await client.query('ROLLBACK');
        expect((await client.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
      });
    });

    it('with the session that it asked for', async () => {
      const config = { application_name: 'an app', options: '-c statement_timeout=4321' };
      await withClient(
        tap,
        async (client) => {
          const { rows } = await client.query(
            `SELECT current_setting('application_name') AS name, current_user AS role,
               current_setting('statement_timeout') AS timeout, pg_backend_pid() AS pid`,
          );
          const { processID: pid } = client as unknown as { processID: number };
          expect(rows).toEqual([
            { name: 'an app', role: server.address.user, timeout: '4321ms', pid },
          ]);
        },
        config,
      );
    });

    it('that is refused by the branch, which says why', async () => {
      const work = withClient(tap, async () => {}, { options: '-c no_such_setting=1' });
      await expect(work).rejects.toMatchObject({ code: '42704' });
    });

    it('in a pool', async () => {
      const pool = new Pool({ connectionString: tap.url.reveal(), max: 20 });
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          pool.query('SELECT name FROM items WHERE id = $1', [1 + index]),
        ),
      );
      expect(answers.map(({ rows }) => rows[0].name)).toEqual(
        Array.from({ length: 500 }, (_, index) => `item ${1 + index}`),
      );
      await pool.end();
    });

    it('with notices and notifications', async () => {
      await withClient(tap, async (client) => {
        const notice = once(client, 'notice');
        const notification = once(client, 'notification');
        await client.query("LISTEN news; DO $$ BEGIN RAISE NOTICE 'seen'; END $$");
        await withClient(tap, (other) => other.query("NOTIFY news, 'fresh'"));
        expect((await notice)[0].message).toBe('seen');
        expect((await notification)[0].payload).toBe('fresh');
      });
    });

    it('that copies in and out', async () => {
      await withClient(tap, async (client) => {
        await client.query('CREATE TEMP TABLE copied (line text)');
        const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`);
        const copyIn = client.query(copyFrom('COPY copied FROM STDIN'));
        await pipeline(lines, copyIn);
        const out = await buffer(client.query(copyTo('COPY copied TO STDOUT')));
        expect(out.toString()).toBe(lines.join(''));
      });
    });

    it('whose copy fails, and goes on', async () => {
      const statements = await recorded(tap, async (client) => {
        const copyIn = client.query(copyFrom('COPY items FROM STDIN'));
        await expect(pipeline(['no number\tx\n'], copyIn)).rejects.toMatchObject({ code: '22P02' });
        await client.query('SELECT id FROM items WHERE id = $1', [3]);
      });
      expect(statements.map(({ sql, error }) => [sql, error])).toEqual([
        ['COPY items FROM STDIN', '22P02'],
        ['SELECT id FROM items WHERE id = $1', undefined],
      ]);
      expect(statements[1]?.rows[0]?.key).toEqual({ id: 3 });
    });

    it('that cancels a statement', async () => {
      await withClient(tap, async (client) => {
        const sleeping = client.query('SELECT pg_sleep(60)');
        const { processID, secretKey } = client as unknown as Record<string, number>;
        const other = new Client({ connectionString: tap.url.reveal() });
        const { connection } = other as unknown as { connection: CancellingConnection };
        await untilSleeping();
        connection.on('connect', () => connection.cancel(processID ?? 0, secretKey ?? 0));
        connection.connect(Number(new URL(tap.url.reveal()).port), '127.0.0.1');
        await expect(sleeping).rejects.toMatchObject({ code: '57014' });
      });
    });
  });

  /** Of pg's connection, which has it for what its client does not do by itself. */
  interface CancellingConnection {
    on(event: 'connect', listener: () => void): void;
    connect(port: number, host: string): void;
    cancel(processId: number, secretKey: number): void;
  }

  async function untilSleeping(): Promise<void> {
    await server.query(`DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity
      WHERE wait_event = 'PgSleep' AND pid <> pg_backend_pid())
      LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$`);
  }

  describe('postgres', () => {
    it('with pipelined, streamed and cancelled statements, and cursors', async () => {
      const sql = postgres(tap.url.reveal(), { max: 2, onnotice: () => {} });
      const recording = tap.record();
      const many = await Promise.all(
        Array.from(
          { length: 100 },
          (_, index) => sql`SELECT name FROM items WHERE id = ${index + 1}`,
        ),
      );
      expect(many.map(([row]) => row?.name)).toEqual(
        Array.from({ length: 100 }, (_, index) => `item ${index + 1}`),
      );
      const sizes: number[] = [];
      for await (const rows of sql`SELECT id FROM items ORDER BY id`.cursor(300)) {
        sizes.push(rows.length);
      }
      expect(sizes).toEqual([300, 300, 300, 100]);
      await sql`SELECT id FROM items WHERE id = 'x'`.catch(() => {});
      const observed = await recording.end();
      const byName = observed.filter(({ sql }) => sql.includes('name FROM items'));
      expect(byName).toHaveLength(100);
      for (const { parameters, rows } of byName) {
        expect(rows.map(({ texts }) => texts)).toEqual([[`item ${parameters[0]}`]]);
      }
      const cursor = observed.find(({ sql }) => sql.includes('ORDER BY id'));
      expect(cursor).toMatchObject({ rowCount: 1000 });
      expect(cursor?.rows.map(({ rank }) => rank)).toEqual(
        Array.from({ length: 200 }, (_, index) => index + 1),
      );
      expect(observed.filter(({ error }) => error !== undefined)).toMatchObject([
        { error: '22P02' },
      ]);
      const sleeping = sql`SELECT pg_sleep(60)`.execute();
      await untilSleeping();
      sleeping.cancel();
      await expect(sleeping).rejects.toMatchObject({ code: '57014' });
      await sql.end();
    });

    it('that copies in and out', async () => {
      const sql = postgres(tap.url.reveal(), { max: 1 });
      await sql`CREATE TABLE streamed (line text)`;
      const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}\n`);
      await pipeline(lines, await sql`COPY streamed FROM STDIN`.writable());
      const out = await buffer(await sql`COPY streamed TO STDOUT`.readable());
      expect(out.toString()).toBe(lines.join(''));
      const recording = tap.record();
      await sql`SELECT id FROM items WHERE id = ${5}`;
      expect((await recording.end()).map(({ rows }) => rows[0]?.key)).toEqual([{ id: 5 }]);
      await sql.end();
    });
  });

  describe('psql', needs(programs), () => {
    it('with COPY in and out, in one script', async () => {
      const script = `
        CREATE TEMP TABLE copied (id int, line text);
        COPY copied FROM STDIN;\n1\tone\n2\ttwo\n\\.
        COPY (SELECT line FROM copied ORDER BY id) TO STDOUT;
        SELECT count(*) FROM copied;`;
      expect(await run('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1'], script)).toBe('one\ntwo\n2\n');
    });

    it('that is interrupted', async () => {
      const child = spawn(join(have(programs).bin, 'psql'), ['-Xc', 'SELECT pg_sleep(60)'], {
        env: libpqEnvironment(tap),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const said = text(child.stderr);
      await untilSleeping();
      child.kill('SIGINT');
      expect(await said).toContain('canceling statement due to user request');
    });

    it('not with a wrong password, nor for another database', async () => {
      const wrong = { ...libpqEnvironment(tap), PGPASSWORD: 'wrong' };
      const other = { ...libpqEnvironment(tap), PGDATABASE: 'template1' };
      const messages: string[] = [];
      for (const env of [wrong, other]) {
        const child = spawn(join(have(programs).bin, 'psql'), ['-Xc', 'SELECT 1'], { env });
        messages.push(await text(child.stderr));
      }
      expect(messages[0]).toContain('password authentication failed');
      expect(messages[1]).toContain('there is only the database of the branch');
    });
  });

  describe('pgbench', needs(programs), () => {
    beforeAll(() => run('pgbench', ['-i', '-q', '-s', '1']));

    it.each(['simple', 'extended', 'prepared'])('with the %s protocol', async (protocol) => {
      const recording = tap.record();
      const out = await run('pgbench', ['-n', '-M', protocol, '-c', '4', '-j', '2', '-t', '25']);
      const statements = await recording.end();
      expect(out).toContain('100/100');
      expect(statements.filter(({ error }) => error !== undefined)).toEqual([]);
      const selects = statements.filter(({ sql }) => sql.startsWith('SELECT abalance'));
      expect(selects).toHaveLength(100);
      expect(selects.every(({ rowCount }) => rowCount === 1)).toBe(true);
      expect(selects[0]?.parameters).toHaveLength(protocol === 'simple' ? 0 : 1);
      expect(statements.filter(({ sql }) => sql.startsWith('END'))).toHaveLength(100);
    });
  });
});
