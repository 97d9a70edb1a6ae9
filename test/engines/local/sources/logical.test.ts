import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { type DatabaseAddress, databaseUrl } from '../../../../src/engines/database-address.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { createPostgresServer } from '../../../../src/engines/local/servers/postgres/postgres-server.ts';
import { makeCluster } from '../../../../src/engines/local/sources/logical/make-cluster.ts';
import { requirePrograms } from '../../../../src/engines/local/sources/logical/programs.ts';
import { logicalOfSource } from '../../../../src/engines/local/sources/logical.ts';
import type { SourceState } from '../../../../src/engines/local/sources/source-copy.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';
import { startPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { watchProcesses } from '../processes.ts';
import { startSource } from '../source.ts';
import { type CopyOptions, copyLogically } from './copy-logically.ts';
import {
  DATABASE,
  type ManagedSource,
  openClient,
  PASSWORD,
  startManagedSource,
} from './managed-source.ts';

const { withVector } = await findTestInstallations();

describe('a logical copy', { ...needs(withVector), timeout: 120_000 }, () => {
  let source: ManagedSource;
  let folder: string;

  beforeAll(async () => {
    source = await startManagedSource(have(withVector).installation);
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-logical-'));
    await chmod(folder, 0o711);
  });
  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function copy(
    options: Partial<CopyOptions>,
    work: CopyOptions['work'] = async () => {},
  ): Promise<void> {
    const { installation } = have(withVector);
    const place = await mkdtemp(join(folder, 'c-'));
    await copyLogically({ installation, settings: source.settings, place, work, ...options });
  }

  async function schemaOf({ host, port, user, database }: DatabaseAddress): Promise<string> {
    const program = join(have(withVector).installation.bin, 'pg_dump');
    const args = ['--schema-only', '--create', '--no-publications'];
    const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database };
    const { stdout } = await promisify(execFile)(program, args, { env });
    // What initdb made belongs to each cluster's own superuser.
    return stdout.replaceAll(/^\\(un)?restrict .*$|^-- Name: .*; Schema: pg_catalog; .*$/gm, '');
  }

  it('has every object, owner, right, policy, comment and setting of the source', async () => {
    const superusers = { ...source.server.socketAddress, database: DATABASE };
    await copy({}, async (address) => {
      expect(await schemaOf(address)).toBe(await schemaOf(superusers));
      expect(await query(address, 'SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
      const roles = `SELECT rolname, rolsuper, rolinherit, rolbypassrls FROM pg_roles
        WHERE rolname !~ '^(pg_|branch_prod)' ORDER BY 1`;
      expect(await query(address, roles)).toEqual(await source.query(roles));
      const logins = `SELECT rolname FROM pg_authid WHERE rolcanlogin OR rolpassword IS NOT NULL`;
      expect(await query(address, logins)).toEqual([{ rolname: 'branch_prod' }]);
      const members = `SELECT roleid::regrole::text AS role, member::regrole::text FROM pg_auth_members
        WHERE member::regrole::text !~ '^pg_' ORDER BY 1, 2`;
      expect(await query(address, members)).toEqual(await source.query(members));
    });
  });

  it('has every row, and policies that hold', async () => {
    const counts = `SELECT (SELECT md5(string_agg(people::text, ';' ORDER BY id)) FROM people) AS people,
      (SELECT md5(string_agg(items::text, ';' ORDER BY id)) FROM items) AS items,
      (SELECT sum(total) FROM "Sales 2"."Order") AS sold, (SELECT total FROM totals) AS totals,
      (SELECT last_value FROM counter) AS counter, (SELECT count(*) FROM secrets) AS secrets,
      current_setting('app.region') AS region`;
    await copy({}, async (address, { notes, state }) => {
      expect(await query(address, counts)).toEqual(await source.query(counts));
      const seen = await query(address, 'SET ROLE readers', 'SELECT word FROM secrets');
      expect(seen).toEqual([{ word: 'mine' }]);
      const analysed = `SELECT count(*)::int AS n FROM pg_class WHERE relname IN ('items', 'people') AND reltuples > 0`;
      expect(await query(address, analysed)).toEqual([{ n: 2 }]);
      expect(notes).toEqual([
        'The source was copied row by row (logical copy): every index was built anew.',
        'Left out of the copy: publications (1).',
      ]);
      expect(state.server).toMatch(/^PostgreSQL \d+/);
    });
  });

  it('is the instant that the observer sees, while others write', async () => {
    const writer = new AbortController();
    const writing = write(source.address, writer.signal);
    const sum =
      'SELECT sum(balance)::int AS sum, md5(string_agg(balance::text, $$,$$ ORDER BY id)) FROM public.accounts';
    let observed: unknown;
    async function observeSource(client: Client) {
      await expect(client.query('CREATE TABLE t (i int)')).rejects.toThrow('read-only');
    }
    await expect(copy({ observeSource })).rejects.toThrow();
    const started = Date.now();
    await copy(
      {
        async observeSource(client) {
          observed = (await client.query(sum)).rows;
        },
      },
      async (address, { state }) => {
        expect(await query(address, sum)).toEqual(observed);
        expect(observed).toMatchObject([{ sum: 5000 }]);
        expect(await source.query(sum)).not.toEqual(observed);
        expect(state.fingerprint === undefined || state.fingerprint.length === 5).toBe(true);
        expect(state.at.getTime()).toBeGreaterThanOrEqual(started - 5);
      },
    );
    writer.abort();
    expect(await writing).toBeGreaterThan(10);
  });

  it('says the same of a source that stands still', async () => {
    const way = await logicalOfSource(source.settings, { programs: [] });
    const first = await way.readState();
    expect(first.fingerprint).toBeDefined();
    expect((await way.readState()).fingerprint).toEqual(first.fingerprint);
    await query(source.address, 'UPDATE accounts SET balance = balance WHERE id = 1');
    expect((await way.readState()).fingerprint).not.toEqual(first.fingerprint);
  });

  it('puts the password into no argument and no file, and the rows where only we may look', async () => {
    const seen = new Set<string>();
    const found: string[] = [];
    const modes = new Set<string>();
    const watching = new AbortController();
    const watch = watchProcesses(watching.signal, (line) => {
      seen.add(line.split('\0')[0]?.split('/').at(-1) ?? '');
      if (line.includes(PASSWORD)) found.push(line);
    });
    const files = (async () => {
      while (!watching.signal.aborted) {
        for (const place of await readdir(folder)) {
          const dump = join(folder, place, 'dump');
          const { mode, uid } = (await stat(dump).catch(() => undefined)) ?? {};
          if (mode !== undefined) modes.add(`${(mode & 0o777).toString(8)} ${uid}`);
          found.push(...(await filesWith(PASSWORD, dump)));
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await copy({});
    watching.abort();
    await Promise.all([watch, files]);
    expect([...seen]).toEqual(expect.arrayContaining(['pg_dump', 'pg_restore']));
    expect(found).toEqual([]);
    expect([...modes]).toEqual([`700 ${process.getuid?.()}`]);
  });
});

describe('a logical copy of another kind of source', {
  ...needs(withVector),
  timeout: 120_000,
}, () => {
  it('has the database postgres and its libc locale, over TLS that is checked', async () => {
    const { installation } = have(withVector);
    const certificate = await makeCertificate();
    try {
      await using server = await startPostgres(installation, {
        settings: [
          'ssl = on',
          `ssl_cert_file = '${certificate}.crt'`,
          `ssl_key_file = '${certificate}.key'`,
        ],
        hba: ['hostnossl all all all reject'],
        initdb: ['--locale=C.utf8'],
      });
      await server.query('CREATE TABLE t AS SELECT 1 AS n');
      const url = `${databaseUrl(server.address).reveal()}?sslmode=verify-full&sslrootcert=${certificate}.crt`;
      const settings = { postgres: new Secret(url), copy: 'logical' } as const;
      const work = async (address: DatabaseAddress) => {
        expect(await query(address, 'SELECT n FROM t')).toEqual([{ n: 1 }]);
        const locale = `SELECT datcollate, datctype FROM pg_database WHERE datname = 'postgres'`;
        expect(await query(address, locale)).toEqual([
          { datcollate: 'C.utf8', datctype: 'C.utf8' },
        ]);
      };
      await copyLogically({ installation, settings, work });
    } finally {
      await rm(dirname(certificate), { recursive: true });
    }
  });

  it('is refused, with what to install, where the locale is missing', async () => {
    const { bin, major } = have(withVector).installation;
    const server = createPostgresServer({ programs: [bin] });
    const folder = await mkdtemp(join(tmpdir(), 'branch-prod-cluster-'));
    await chmod(folder, 0o711);
    const locale = {
      ...{ encoding: 'UTF8', collate: 'xx_XX.UTF-8', ctype: 'xx_XX.UTF-8' },
      ...{ provider: 'libc' as const, name: null, rules: null },
    };
    const definition = {
      ...{ major, checksums: false, locale, configuration: '' },
      ...{ roles: [], memberships: [], extensions: [], tables: [] },
    };
    try {
      const made = makeCluster({
        ...{ server, owner: await server.account(), definition, to: join(folder, 'data') },
        programs: await requirePrograms(major, [bin]),
        state: { superuser: 'branch_prod' } as SourceState,
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      await expect(made).rejects.toMatchObject({
        code: 'source-unsupported',
        message: expect.stringContaining("lacks the source's locale xx_XX.UTF-8 (libc, UTF8)"),
      });
    } finally {
      await removeFolder(folder);
    }
  });

  it('is refused for PGlite', async () => {
    await using source = await startSource();
    const { postgres } = source.settings;
    const logical = await logicalOfSource({ postgres, copy: 'logical' }, { programs: [] });
    await expect(logical.readState()).rejects.toMatchObject({ code: 'source-unsupported' });
  });
});

/** Moves money between accounts until the signal; how often it did. */
async function write(address: DatabaseAddress, signal: AbortSignal): Promise<number> {
  const client = await openClient(address);
  let count = 0;
  for (; !signal.aborted; count++) {
    const [from, to] = [1 + (count % 50), 1 + ((count * 7 + 3) % 50)];
    await client.query('BEGIN');
    await client.query('UPDATE accounts SET balance = balance - 1 WHERE id = $1', [from]);
    await client.query('UPDATE accounts SET balance = balance + 1 WHERE id = $1', [to]);
    await client.query('COMMIT');
  }
  await client.end();
  return count;
}

/** The files below a folder that hold a text; those that vanish meanwhile don't. */
async function filesWith(text: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return paths.filter((_, index) => contents[index]?.includes(text));
}

/** A certificate for 127.0.0.1 that the server's user may read: the path without `.crt` and `.key`. */
async function makeCertificate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-certificate-'));
  await chmod(folder, 0o711);
  const path = join(folder, 'server');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '2', '-subj', '/CN=127.0.0.1'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', `${path}.key`, '-out', `${path}.crt`],
  ]);
  const owner = await serverAccount('standby');
  for (const file of owner ? [`${path}.key`, `${path}.crt`] : []) {
    await chown(file, owner?.uid ?? 0, owner?.gid ?? 0);
  }
  return path;
}
