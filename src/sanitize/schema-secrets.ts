import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import { redactCredentials } from './find-credentials.ts';
import { findPatterns } from './masks/find-patterns.ts';
import { readSchemaTexts } from './schema-texts.ts';

/**
 * Takes credentials and personal data from what a schema says in text, beyond the raw values that the proof looks for:
 * - comments with an e-mail address, a telephone number or a credential are removed;
 * - triggers with a credential among their arguments are dropped: it is what they call others with;
 * - in the source of functions `redacted` takes a credential's place.
 * What else holds one has been compiled, and can't be changed without its meaning: of a view, a default, a constraint.
 * Returns lines for the report. Throws `mask-failed`, naming those.
 */
export async function removeSchemaSecrets(client: Client): Promise<string[]> {
  const counts = [
    ['comments with personal data', await removeComments(client)],
    ['triggers with credentials', await dropTriggers(client)],
    ['functions with credentials', await redactFunctions(client)],
  ] as const;
  const texts = await readSchemaTexts(client);
  const places = texts.filter(({ text }) => hasCredentials(text)).map(({ place }) => place);
  if (places.length > 0) {
    throw new BranchProdError(
      'mask-failed',
      `the schema holds credentials, which can't be taken out:\n${places.map((place) => `  ${place}`).join('\n')}`,
      { nextStep: 'Move them to a table that the policy can name, or to a user mapping.' },
    );
  }
  return counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
}

function hasCredentials(text: string): boolean {
  return redactCredentials(text) !== text;
}

async function removeComments(client: Client): Promise<number> {
  const { rows } = await client.query<{ text: string; remove: string }>(`
    SELECT description AS text, format('DELETE FROM pg_catalog.pg_description WHERE objoid = %s AND classoid = %s
      AND objsubid = %s', objoid, classoid::oid, objsubid) AS remove FROM pg_catalog.pg_description
    UNION ALL SELECT description, format('DELETE FROM pg_catalog.pg_shdescription WHERE objoid = %s AND classoid = %s',
      objoid, classoid::oid) FROM pg_catalog.pg_shdescription`);
  const personal = rows.filter(({ text }) => findPatterns(text).length > 0 || hasCredentials(text));
  for (const { remove } of personal) await client.query(remove);
  return personal.length;
}

/** Those of partitions go with their table's. */
async function dropTriggers(client: Client): Promise<number> {
  const { rows } = await client.query<{ text: string; drop: string }>(`
    SELECT pg_get_triggerdef(oid) AS text, format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop
    FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgparentid = 0`);
  const found = rows.filter(({ text }) => hasCredentials(text));
  for (const { drop } of found) await client.query(drop);
  return found.length;
}

async function redactFunctions(client: Client): Promise<number> {
  const { rows } = await client.query<{ oid: string; source: string }>(
    'SELECT oid::text, prosrc AS source FROM pg_catalog.pg_proc WHERE oid >= 16384',
  );
  const found = rows.filter(({ source }) => hasCredentials(source));
  for (const { oid, source } of found) {
    await client.query('UPDATE pg_catalog.pg_proc SET prosrc = $1 WHERE oid = $2', [
      redactCredentials(source),
      oid,
    ]);
  }
  return found.length;
}
