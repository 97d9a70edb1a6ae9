import { access, constants } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { BranchProdError } from '../../../../errors.ts';
import { findProgramFolder } from '../../servers/postgres/find-program-folder.ts';

/** Paths of the programs that make a logical copy, all of the source's own major version. */
export interface Programs {
  readonly initdb: string;
  readonly dump: string;
  readonly restore: string;
}

/** How many tables are copied and indexes built at a time. */
export const JOBS = Math.min(4, availableParallelism());

/**
 * Finds the programs: a pg_dump that is older than the server refuses, and what a newer one writes the older server
 * may not read. Throws `source-unsupported` when one is missing.
 */
export async function requirePrograms(major: number, named: readonly string[]): Promise<Programs> {
  const folder = await findProgramFolder(major, named);
  for (const name of ['initdb', 'pg_dump', 'pg_restore']) {
    await access(join(folder, name), constants.X_OK).catch((cause) => {
      throw new BranchProdError('source-unsupported', `There is no ${name} in ${folder}`, {
        nextStep: `Install the server and the client programs of PostgreSQL ${major}.`,
        cause,
      });
    });
  }
  return {
    initdb: join(folder, 'initdb'),
    dump: join(folder, 'pg_dump'),
    restore: join(folder, 'pg_restore'),
  };
}
