import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, serverAccount } from '../../src/engines/local/servers/account.ts';
import { findProgramFolder } from '../../src/engines/local/servers/postgres/find-program-folder.ts';
import { BranchProdError } from '../../src/errors.ts';
import { runProgram } from './run-program.ts';

/** PostgreSQL's programs of one version, and the user to run them as. */
export interface PostgresPrograms {
  readonly folder: string;
  readonly major: number;
  /** As `postgres --version` says it. */
  readonly version: string;
  /** `undefined` for our own user. */
  readonly account: Account | undefined;
}

/** Newest first. */
const MAJORS = [18, 17, 16, 15, 14, 13];

const NEEDED = [
  ...['initdb', 'postgres', 'psql', 'pgbench', 'pg_basebackup', 'pg_controldata'],
  ...['pg_dump', 'pg_restore', 'pg_waldump'],
];

/**
 * The programs in the named folder, or the newest ones of this machine. Throws `engine-failed` when some are missing
 * or nobody could run them.
 */
export async function findPrograms(
  named: string | undefined,
  signal: AbortSignal,
): Promise<PostgresPrograms> {
  const account = await serverAccount('standby');
  const folder = named ?? (await newestFolder());
  for (const program of NEEDED) {
    await access(join(folder, program), constants.X_OK).catch((cause) => {
      throw new BranchProdError('engine-failed', `There is no ${program} in ${folder}`, {
        nextStep:
          "Install PostgreSQL's server and client programs, and name their folder with --postgres.",
        cause,
      });
    });
  }
  const output = await runProgram(join(folder, 'postgres'), ['--version'], { account, signal });
  const version = output.trim();
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1]);
  return { folder, major, version, account };
}

async function newestFolder(): Promise<string> {
  for (const major of MAJORS) {
    const folder = await findProgramFolder(major, []).catch(() => undefined);
    if (folder !== undefined) return folder;
  }
  throw new BranchProdError('engine-failed', 'This machine has no PostgreSQL', {
    nextStep:
      'Install PostgreSQL and pgvector, or name the folder of its programs with --postgres.',
  });
}
