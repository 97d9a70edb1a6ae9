import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { Secret } from '../../../../src/config/secret.ts';
import type { ArchiveSettings, SourceSettings } from '../../../../src/engines/engine.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import type { TestInstallation } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';

const run = promisify(execFile);

/** A running PostgreSQL whose log is archived. */
export interface ArchivedSource extends AsyncDisposable {
  readonly server: TestPostgres;
  readonly archive: string;
  readonly backups: string;
  readonly settings: SourceSettings & { readonly archive: ArchiveSettings };
  /** Takes a base backup: with pg_basebackup where that is, otherwise under the backup API. */
  backUp(name: string): Promise<string>;
  /** Takes one under the backup API that lasts until `meanwhile` is done. */
  backUpSlowly(name: string, meanwhile: () => Promise<void>): Promise<void>;
  /** Adds a row in a transaction of its own; returns an instant after it and before any later one. */
  add(name: string): Promise<Date>;
  /** Has everything archived that was committed so far. */
  archiveAll(): Promise<void>;
}

/**
 * Starts one with a table `events` (name text). Those with the same arguments for initdb have the same system
 * identifier.
 */
export async function startArchivedSource(
  installation: TestInstallation,
  initdb: readonly string[] = [],
): Promise<ArchivedSource> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-archive-'));
  const archive = join(folder, 'archive');
  const backups = join(folder, 'backups');
  const account = await serverAccount('standby');
  await chmod(folder, 0o755);
  for (const path of [archive, backups]) {
    await mkdir(path);
    if (account) await chown(path, account.uid, account.gid);
  }
  const settings = [
    'archive_mode = on',
    `archive_command = 'cp %p ${archive}/%f.part && chmod 644 ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f'`,
    'max_wal_size = 32MB',
    "TimeZone = 'Asia/Kolkata'",
    "log_timezone = 'Asia/Kolkata'",
  ];
  const server = await startPostgres(installation, { settings, initdb });
  await server.query('CREATE TABLE events (name text)');

  return {
    server,
    archive,
    backups,
    settings: {
      ...server.settings,
      copy: 'files',
      archive: { restoreCommand: new Secret(`cp ${archive}/%f %p`), baseBackups: backups },
    },
    async backUp(name) {
      const path = join(backups, name);
      const program = join(installation.bin, 'pg_basebackup');
      const { host, port, user } = server.socketAddress;
      if (existsSync(program)) {
        const from = ['-h', host, '-p', String(port), '-U', user];
        const options = ['-D', path, '--format=plain', '--checkpoint=fast', '--wal-method=none'];
        await run(program, [...from, ...options], { ...account, cwd: '/' });
      } else await backUpByHand(server, path);
      return path;
    },
    backUpSlowly: (name, meanwhile) => backUpByHand(server, join(backups, name), meanwhile),
    async add(name) {
      await server.query(`INSERT INTO events VALUES ('${name}')`);
      await sleep(20);
      const [row] = await server.query('SELECT clock_timestamp() AS now');
      await sleep(20);
      return row?.now as Date;
    },
    async archiveAll() {
      const [row] = await server.query('SELECT pg_walfile_name(pg_switch_wal()) AS name');
      const file = join(archive, row?.name as string);
      for (const end = Date.now() + 20_000; !existsSync(file); await sleep(20)) {
        if (Date.now() > end) throw new Error('the log is not archived');
      }
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP */
async function backUpByHand(
  server: TestPostgres,
  path: string,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const { host, port, user, database } = server.socketAddress;
  const client = new Client({ host, port, user, database });
  await client.connect();
  try {
    const { rows: version } = await client.query('SHOW server_version_num');
    const isOld = Number(version[0].server_version_num) < 150_000;
    await client.query(
      isOld
        ? "SELECT pg_start_backup('by hand', true, false)"
        : "SELECT pg_backup_start('by hand', true)",
    );
    // A live data directory: files vanish meanwhile.
    await run('cp', ['-Rp', server.dataDirectory, path]).catch(() => {});
    await meanwhile();
    const { rows } = await client.query(
      `SELECT labelfile FROM ${isOld ? 'pg_stop_backup(false, false)' : 'pg_backup_stop(false)'}`,
    );
    await rm(join(path, 'pg_wal'), { recursive: true });
    await rm(join(path, 'postmaster.pid'));
    await writeFile(join(path, 'backup_label'), rows[0].labelfile);
  } finally {
    await client.end();
  }
}
