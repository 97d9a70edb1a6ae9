import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import type { Account } from '../../src/engines/local/servers/account.ts';
import type { TestInstallation } from './installations.ts';
import { publish } from './publish.ts';

const run = promisify(execFile);

/** The superuser that every test's server has. */
export const superuser = { user: 'postgres', database: 'postgres' };
export const superuserPassword = new Secret('source-password');

export interface Initialisation {
  readonly installation: TestInstallation;
  /** Who owns the files and runs the programs; ourselves if absent. */
  readonly account: Account | undefined;
  /** More arguments for initdb. */
  readonly initdb?: readonly string[] | undefined;
}

/** Makes an empty database cluster in `path`, a new folder: a copy of one that initdb made once in this run. */
export async function makeDataDirectory(path: string, options: Initialisation): Promise<void> {
  const { installation, account, initdb = [] } = options;
  const key = createHash('sha256').update(JSON.stringify([installation.bin, initdb]));
  const name = key.digest('hex').slice(0, 12);
  const template = join(inject('postgresFolder'), 'templates', name);
  await publish(template, (draft) => initialise(draft, options));
  await makeFolder(path, account);
  await run('cp', ['-Rp', `${template}/.`, path], { ...account, cwd: '/' });
}

/** A folder that only the server's user may enter, as PostgreSQL demands. */
export async function makeFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
}

/** Lines count after those that are there in postgresql.conf, and before them in pg_hba.conf. */
export async function configure(
  dataDirectory: string,
  { settings, hba }: { settings: readonly string[]; hba: readonly string[] },
): Promise<void> {
  await appendFile(join(dataDirectory, 'postgresql.conf'), `${settings.join('\n')}\n`);
  const path = join(dataDirectory, 'pg_hba.conf');
  await writeFile(path, [...hba, await readFile(path, 'utf8')].join('\n'));
}

async function initialise(
  path: string,
  { installation, account, initdb = [] }: Initialisation,
): Promise<void> {
  const passwordFile = `${path}.password`;
  await writeFile(passwordFile, superuserPassword.reveal());
  if (account) {
    for (const file of [path, passwordFile]) await chown(file, account.uid, account.gid);
  }
  const usual = [
    ...['--pgdata', path, '--username', superuser.user, '--pwfile', passwordFile],
    ...['--auth-local=trust', '--auth-host=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    '--no-sync',
  ];
  await run(join(installation.bin, 'initdb'), [...usual, ...initdb], { ...account, cwd: '/' });
  await rm(passwordFile);
}
