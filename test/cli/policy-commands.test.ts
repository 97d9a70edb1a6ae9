import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../e2e/database.ts';
import { MASK_KEY } from '../e2e/production.ts';
import { runToEnd } from '../e2e/program.ts';
import { SHOP } from '../sanitize/propose/shop.ts';
import { servers } from '../sanitize/servers.ts';
import { openTestDatabase, type TestDatabase } from '../sanitize/test-database.ts';
import { needs } from '../skip.ts';

describe.each(servers)('init, check and sanitize on $name', ({ found, installation }) => {
  describe('', { ...needs(found), timeout: 240_000 }, () => {
    let database: TestDatabase;
    let folder: string;
    beforeAll(async () => {
      if ('reason' in found) return;
      folder = await mkdtemp(join(tmpdir(), 'branch-prod-policy-'));
      database = await openTestDatabase(installation());
      await database.run(`${SHOP}; ANALYZE`);
    }, 240_000);
    afterAll(async () => {
      if (database === undefined) return;
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    const environment = () => ({
      PRODUCTION_REPLICA_URL: database.url,
      BRANCH_PROD_MASK_KEY: MASK_KEY,
      XDG_STATE_HOME: folder,
    });
    const run = (args: string[], env: NodeJS.ProcessEnv = environment()) =>
      runToEnd(args, { cwd: folder, env });
    const config = '.github/branch-prod.yml';
    /** Changes whenever anything is written: every change of data needs a transaction id. */
    const nextTransaction = async () => {
      const { rows } = await database.run(
        'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS x',
      );
      return rows[0].x;
    };

    it('init writes a config that check and sanitize --plan accept, and touches nothing', async () => {
      const before = await nextTransaction();
      const made = await run(['init']);
      expect(made, made.stderr).toMatchObject({ code: 0 });
      expect(made.stdout).toMatch(
        /branch-prod\.yml: \d+ columns masked, 1 more with the keys .*, 2 kept, 6 without text\./,
      );
      expect(made.stdout).toContain('to DECIDE by yourself');
      expect(made.stdout).toContain(`sanitize --plan --config ${config}`);
      const yaml = await readFile(join(folder, config), 'utf8');
      expect(yaml + made.stdout + made.stderr).not.toMatch(/zebulon|quackenbush/i);
      expect(yaml).not.toContain(PASSWORD);

      const checked = await run(['check', '--config', config, '--against']);
      expect(checked, checked.stderr).toMatchObject({ code: 0 });
      expect(checked.stdout).toContain('is valid, and fits the database');
      expect(checked.stdout).toContain('  orders: id, customer, state');

      // Whoever reviews the policy needs no key.
      const env = { PRODUCTION_REPLICA_URL: database.url };
      const planned = await run(['sanitize', '--plan', '--config', config], env);
      expect(planned, planned.stderr).toMatchObject({ code: 0 });
      expect(planned.stdout).toMatch(/^customers \(about 300 rows\)$/m);
      expect(planned.stdout).toMatch(
        /^ {2}customer_email +character varying\(80\) +email +references (public\.)?customers\.eMail \(orders_customer_email_fkey\)$/m,
      );
      expect(planned.stdout).toMatch(/embedding .* keep .*retrieval stays what it was/);
      expect(planned.stdout).not.toMatch(/zebulon|quackenbush/i);
      expect(await nextTransaction()).toBe(before);

      const json = JSON.parse(
        (await run(['sanitize', '--plan', '--json', '--config', config])).stdout,
      );
      expect(json.tables.map(({ name }: { name: string }) => name)).toContain('messages_1');
      expect(json.unlistedNumbers).toContain('orders.state');
    });

    it('init writes over nothing unless it is told to', async () => {
      await writeFile(join(folder, 'there.yml'), 'mine');
      const refused = await run(['init', '--output', 'there.yml']);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('is there already.\n');
      expect(await readFile(join(folder, 'there.yml'), 'utf8')).toBe('mine');
      expect((await run(['init', '--output', 'there.yml', '--force'])).code).toBe(0);
      expect(await readFile(join(folder, 'there.yml'), 'utf8')).toContain('version: 1');
    });

    it('check --against says, with its line, what a migration left unlisted and what no longer fits', async () => {
      await run(['init', '--output', 'migrated.yml']);
      await database.run(`ALTER TABLE customers ADD COLUMN diary text; ALTER TABLE customers ADD COLUMN height int;
        ALTER TABLE orders RENAME COLUMN note TO remark; ALTER TABLE customers ADD COLUMN face vector(3)`);
      try {
        // As on a machine of CI: nothing of production is known there.
        const env = { DATABASE_URL: database.url, XDG_STATE_HOME: folder };
        const args = ['check', '--config', 'migrated.yml', '--against'];
        const { code, stderr } = await run([...args, 'DATABASE_URL'], env);
        expect(code).toBe(2);
        expect(stderr).toMatch(
          /migrated\.yml:\d+:\d+: sanitize\.unlisted: customers\.diary \(text\) is not listed/,
        );
        expect(stderr).toMatch(/customers\.face .*an embedding can be inverted/);
        expect(stderr).toMatch(
          /migrated\.yml:\d+:\d+: sanitize\.columns\["orders\.note"\]: no such column in public\.orders/,
        );
        expect(stderr).toMatch(/orders\.remark \(text\) is not listed/);
        expect(stderr).not.toContain('customers.height');
        expect((await run([...args, database.url], { XDG_STATE_HOME: folder })).code).toBe(2);
      } finally {
        await database.run(`ALTER TABLE customers DROP COLUMN diary, DROP COLUMN height, DROP COLUMN face;
          ALTER TABLE orders RENAME COLUMN remark TO note`);
      }
    });

    it('prints no name as a line of its own, nor as a command of a job', async () => {
      await database.run(`CREATE TABLE "::group::t\n::error::u" ("::add-mask::a\n::stop-commands::b" text,
        "##[warning]c\r::error::d" int, "e.f" int)`);
      try {
        await writeFile(
          join(folder, 'odd.yml'),
          `version: 1
source: { postgres: "\${PRODUCTION_REPLICA_URL}" }
sanitize: { key: "\${BRANCH_PROD_MASK_KEY}", keep: [] }
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
        );
        const failed = await run(['check', '--config', 'odd.yml', '--against']);
        expect(failed.code).toBe(2);
        const made = await run(['init', '--output', 'odd.yml', '--force']);
        const planned = await run(['sanitize', '--plan', '--config', 'odd.yml']);
        const checked = await run(['check', '--config', 'odd.yml', '--against']);
        for (const { code, stderr } of [made, planned, checked]) expect(code, stderr).toBe(0);
        expect(planned.stdout).toContain(': :add-mask::a ::stop-commands::b');
        expect(checked.stdout).toContain('c␍::error::d, "e.f"');
        for (const { stdout, stderr } of [failed, made, planned, checked]) {
          expect(`${stdout}${stderr}`).not.toMatch(/^\s*::|##\[/m);
        }
      } finally {
        await database.run('DROP TABLE "::group::t\n::error::u"');
      }
    });

    it.each([
      [
        'a port where nothing is',
        /@[^/]*\//,
        '@127.0.0.1:1/',
        /127\.0\.0\.1:1 .*ECONNREFUSED: .*\nCheck host/,
      ],
      [
        'a host that nobody knows',
        /@[^/]*\//,
        '@no-such-host.invalid/',
        /: no such host .*\nCheck the host/,
      ],
      ['another password', /:[^:@/]*@/, ':wrong-password@', /28P01: .*\nCheck user and password/],
    ])('says what is wrong with %s, without the password', async (_, part, instead, said) => {
      const wrong = database.url.replace(part, instead);
      const env = { ...environment(), PRODUCTION_REPLICA_URL: wrong };
      const failed = await run(['init', '--output', 'none.yml'], env);
      expect(failed).toMatchObject({ code: 3, stdout: '' });
      expect(failed.stderr).toMatch(said);
      expect(failed.stderr).not.toMatch(new RegExp(`${PASSWORD}|wrong-password`));
    });

    it('says what is wrong with a variable or an argument, without what it holds', async () => {
      const unset = await run(['init', '--source-env', 'NOT_THERE']);
      expect(unset).toMatchObject({ code: 2 });
      expect(unset.stderr).toMatch(
        /variable NOT_THERE is not set\.\nSet it to postgres:.*--source-env/,
      );
      const mysql = 'mysql://a:hunter2@b/c';
      const other = await run(['init'], { ...environment(), PRODUCTION_REPLICA_URL: mysql });
      expect(other).toMatchObject({ code: 2 });
      expect(other.stderr).toContain('PRODUCTION_REPLICA_URL holds no URL of PostgreSQL.');
      const url = await run(['init', '--source-env', database.url]);
      expect(url).toMatchObject({ code: 2 });
      const odd = await run(['check', '--config', config, '--against', mysql]);
      expect(odd).toMatchObject({ code: 2 });
      const name = await run(['check', '--config', config, '--against', 'localhost']);
      expect(name).toMatchObject({ code: 2 });
      expect(name.stderr).toMatch(/variable localhost is not set\.\n.*give --against such a URL/);
      expect(unset.stderr + other.stderr + url.stderr + odd.stderr).not.toMatch(
        new RegExp(`${PASSWORD}|hunter2`),
      );
    });

    it('sanitize without --plan says what to use', async () => {
      const { code, stderr } = await run(['sanitize']);
      expect(code).toBe(2);
      expect(stderr).toContain('Add --plan');
    });
  });
});

describe('init', { timeout: 240_000 }, () => {
  it('says so when there is nothing to look at, and leaves no file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'branch-prod-init-'));
    try {
      await using database = await openTestDatabase();
      const env = { PRODUCTION_REPLICA_URL: database.url };
      const { code, stderr } = await runToEnd(['init'], { cwd: folder, env });
      expect(code).toBe(2);
      expect(stderr).toContain('The database has no tables');
      await expect(readFile(join(folder, '.github/branch-prod.yml'))).rejects.toThrow('ENOENT');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
