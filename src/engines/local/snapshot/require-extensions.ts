import { BranchProdError } from '../../../errors.ts';
import { OUTGOING_EXTENSIONS, type PrivateCopy } from '../../engine.ts';

/** Throws `source-unsupported` when the copy's server lacks an extension that a snapshot keeps. */
export async function requireExtensions(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT extname AS name FROM pg_extension
     WHERE extname NOT IN (SELECT name FROM pg_available_extensions) AND extname <> ALL ($1)
     ORDER BY extname`,
    [OUTGOING_EXTENSIONS],
  );
  await client.end();
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new BranchProdError(
    'source-unsupported',
    `This machine's PostgreSQL lacks extensions of the source: ${names}`,
    { nextStep: 'Install them here (for pgvector: the package postgresql-<version>-pgvector).' },
  );
}
