import type { Client } from 'pg';
import { BranchProdError } from '../../../../errors.ts';
import { UNNEEDED_EXTENSIONS } from './choose-extensions.ts';

/** How many relations a message names. */
const SHOWN = 10;

/**
 * Throws `source-unsupported` and names them when there are tables or sequences that the role may not read, or of
 * which a policy shows it a part: pg_dump would end at the first. What belongs to an extension comes from the
 * extension, except its tables of settings.
 */
export async function requireReadable(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'S') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
       AND NOT EXISTS (SELECT FROM pg_depend d LEFT JOIN pg_extension e ON e.oid = d.refobjid
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
           AND (e.extname = ANY($1) OR c.oid <> ALL (coalesce(e.extconfig, '{}'))))
       AND NOT (has_schema_privilege(n.oid, 'USAGE')
         AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'SELECT')
           ELSE has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) END)
     ORDER BY n.nspname, c.relname`,
    [UNNEEDED_EXTENSIONS],
  );
  if (rows.length === 0) return;
  const names = rows.slice(0, SHOWN).map(({ name }) => name);
  const more = rows.length > SHOWN ? [`${rows.length - SHOWN} more`] : [];
  throw unreadable([...names, ...more].join(', '));
}

/** Throws `source-unsupported` for an error of the source that says that the role may not read something. */
export function asUnreadable(error: unknown): never {
  throw (error as { code?: unknown }).code === '42501' ? unreadable('the database', error) : error;
}

function unreadable(what: string, cause?: unknown): BranchProdError {
  return new BranchProdError(
    'source-unsupported',
    `The role in the source's URL may not read all of ${what}`,
    {
      nextStep:
        'Grant it pg_read_all_data, and BYPASSRLS for tables with row security, or use the owner of the tables.',
      cause,
    },
  );
}
