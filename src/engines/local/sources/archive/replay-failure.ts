import { BranchProdError } from '../../../../errors.ts';
import { sourceUnsupported } from '../../backup/source-unsupported.ts';
import type { StartFailure } from '../../servers/start-failure.ts';

/**
 * What it means that a server did not come up which was to replay the log up to `at`; `not-finished` when the base
 * backup had no end yet at that instant. PostgreSQL gives no codes for this: these are its words from 13 to 18, in
 * src/backend/access/transam/xlogrecovery.c, xlog.c and xlogarchive.c.
 */
export function explainFailure(failure: StartFailure, at: Date): BranchProdError | 'not-finished' {
  const { reason } = failure;
  if (/stop point is before consistent recovery point/.test(reason)) return 'not-finished';
  if (/recovery ended before configured recovery target was reached/.test(reason)) {
    return unsupported(
      `The archive ends before ${at.toISOString()}, or holds no transaction after it`,
      'Wait until the source has archived a later one (`SELECT pg_switch_wal()` there does it at once), or choose an earlier instant; and see that `source.archive.restoreCommand` works for the user that PostgreSQL runs as.',
      failure,
    );
  }
  if (/checkpoint record|redo location|WAL ends before|could not restore file/.test(reason)) {
    return unsupported(
      'The archive lacks the log that the base backup needs, or the restore command fails',
      'See that `source.archive.restoreCommand` gets the log since the base backup, and works for the user that PostgreSQL runs as.',
      failure,
    );
  }
  // By what the place is: nothing of ours, production's own, not there.
  if (
    /could not create .*pg_tblspc\/|could not set permissions on directory|: +directory ".*" does not exist/.test(
      reason,
    )
  ) {
    return unusableBackup('a tablespace was made since then', failure);
  }
  return failure;
}

/** `source-unsupported`: why a base backup can't be used, as the end of a sentence. */
export function unusableBackup(reason: string, cause?: unknown): BranchProdError {
  return sourceUnsupported(
    `the base backup can't be used: ${reason}`,
    'Make one with `pg_basebackup --format=plain`, of a cluster without tablespaces, or choose another instant.',
    cause,
  );
}

function unsupported(message: string, nextStep: string, cause: unknown): BranchProdError {
  return new BranchProdError('source-unsupported', message, { nextStep, cause });
}
