import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import { isConfigurationFile } from '../data-directory/configuration-files.ts';
import { readControlFile } from '../data-directory/control-file.ts';
import { readTree } from '../data-directory/directory-tree.ts';
import { isLogSegment, isPostgresFile } from '../data-directory/postgres-files.ts';
import { isOrphan } from './relation-files.ts';
import { scrubLogSegment, segmentName } from './scrub-log-segment.ts';

/**
 * Removes from the data directory of a stopped server what still holds values of before the preparation: the
 * write-ahead log up to the shutdown checkpoint, statistics, temporary files, files of relations other than these,
 * and every file that PostgreSQL does not need in order to start. Throws `engine-failed` when the server was not shut down cleanly: then the log is needed.
 */
export async function scrub(dataDirectory: string, relations: ReadonlySet<string>): Promise<void> {
  const control = await readControlFile(dataDirectory);
  if (!control.shutDown) {
    throw new BranchProdError('engine-failed', "The copy's server did not shut down cleanly", {
      nextStep: 'Run it again; if it happens again, report it.',
    });
  }
  const entries = await readTree(dataDirectory);
  const files = entries.filter(({ kind }) => kind !== 'folder');
  const segment = files.find(({ path }) => isLogSegment(path.slice('pg_wal/'.length)));
  const segmentBytes = segment ? (await stat(join(dataDirectory, segment.path))).size : 0;
  const kept = `pg_wal/${segmentName(control, segmentBytes)}`;
  for (const { path } of files) {
    const needed = isPostgresFile(path) || isConfigurationFile(path);
    const staleLog = path.startsWith('pg_wal/') && path !== kept;
    if (!needed || staleLog || isOrphan(path, relations)) await rm(join(dataDirectory, path));
  }
  await scrubLogSegment(join(dataDirectory, kept), control.checkpoint);
}
