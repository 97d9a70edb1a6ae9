import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BranchProdError } from '../../../../errors.ts';

/**
 * Throws `source-unsupported` for programs of PostgreSQL 13.0 to 13.4: when they replay `CREATE TABLESPACE`, they first
 * empty its folder, which is the source's own if that is on this machine. Mended in 13.5 by commit b18669f5e6 in
 * src/backend/commands/tablespace.c.
 *
 * @param programs the folder of PostgreSQL's programs.
 */
export async function requireSafeReplay(programs: string): Promise<void> {
  const { stdout } = await promisify(execFile)(join(programs, 'postgres'), ['--version']);
  const version = /\(PostgreSQL\) (13\.[0-4])(?!\d)/.exec(stdout)?.[1];
  if (version === undefined) return;
  throw new BranchProdError(
    'source-unsupported',
    `PostgreSQL ${version} of this machine can remove files of the source's tablespaces while it replays its log`,
    { nextStep: 'Update it to the last version of PostgreSQL 13.' },
  );
}
