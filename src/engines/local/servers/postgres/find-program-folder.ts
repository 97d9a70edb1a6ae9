import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BranchProdError } from '../../../../errors.ts';

/** Where PostgreSQL's packages put the programs of a major version. */
const USUAL_PLACES: readonly ((major: number) => string)[] = [
  (major) => `/usr/lib/postgresql/${major}/bin`,
  (major) => `/usr/pgsql-${major}/bin`,
  (major) => `/opt/homebrew/opt/postgresql@${major}/bin`,
  (major) => `/usr/local/opt/postgresql@${major}/bin`,
  (major) => `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
];

/**
 * The folder with the programs (`postgres`, `initdb`, …) of a major version: of those named first, then in the usual
 * places, then where `pg_config` on the PATH says. Throws `source-unsupported` when there is none.
 */
export async function findProgramFolder(major: number, named: readonly string[]): Promise<string> {
  for (const folder of named) {
    if ((await majorOf(join(folder, 'postgres'))) === major) return folder;
  }
  for (const place of USUAL_PLACES) {
    const folder = place(major);
    if (await isExecutable(join(folder, 'postgres'))) return folder;
  }
  const configured = await output('pg_config', ['--bindir']);
  if (configured !== undefined && (await majorOf(join(configured, 'postgres'))) === major) {
    return configured;
  }
  throw new BranchProdError(
    'source-unsupported',
    `This machine has no PostgreSQL ${major}, which the source runs`,
    {
      nextStep: `Install PostgreSQL ${major} with the extensions of the source, or name the folder of its programs in \`engine.programs\` of the config.`,
    },
  );
}

/** `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, and `19devel` before a release. */
async function majorOf(program: string): Promise<number | undefined> {
  const version = await output(program, ['--version']);
  const major = /\(PostgreSQL\) (\d+)/.exec(version ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
}

async function output(program: string, options: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(program, options)).stdout.trim();
  } catch {
    return undefined;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
