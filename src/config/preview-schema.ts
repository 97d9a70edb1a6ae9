import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { Secret } from './secret.ts';
import { textSchema } from './text.ts';
import { urlPathSchema } from './url-path.ts';

/** The variables by which branch-prod itself tells the application its database and port. */
const reservedVariables = [
  'DATABASE_URL',
  'PORT',
  'PGHOST',
  'PGPORT',
  'PGUSER',
  'PGPASSWORD',
  'PGDATABASE',
];

/** How long a preview may live, in milliseconds: 14 days. */
export const longestTtl = 14 * 24 * 3_600_000;

/**
 * Those by which libpq goes to another server than these say, or asks of it what one on loopback does not offer.
 * https://www.postgresql.org/docs/18/libpq-envars.html
 */
const variablesOfConnections = [
  'PGHOSTADDR',
  'PGSERVICE',
  'PGSERVICEFILE',
  'PGSSLMODE',
  'PGREQUIRESSL',
  'PGSSLNEGOTIATION',
  'PGCHANNELBINDING',
  'PGREQUIREAUTH',
  'PGGSSENCMODE',
  'PGMINPROTOCOLVERSION',
  'PGTARGETSESSIONATTRS',
];

const variableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable')
  .refine((name) => !reservedVariables.includes(name), 'is set by branch-prod itself')
  .refine(
    (name) => !variablesOfConnections.includes(name),
    'says how the database is reached, which branch-prod does itself; remove it',
  );

const variableValue = z
  .string({ error: 'must be a string; a number needs quotes' })
  // Node's refusal to pass it to a process would quote the value.
  .refine((value) => !value.includes('\0'), 'must not hold a NUL character')
  .transform((value) => new Secret(value));

/** The config's section `preview`. */
export const previewSchema = z.strictObject({
  ref: z
    .string()
    .regex(/^(?!-)[^\s\0]+$/, 'must be a branch, tag or commit, or "deployed"')
    .default('deployed')
    .describe('What an issue previews: "deployed", which is what production runs, or a git ref.'),
  build: textSchema.describe('Shell command, run in the checkout before the start.').optional(),
  start: textSchema.describe('Shell command that starts the application; it listens on $PORT.'),
  ready: urlPathSchema
    .default('/')
    .describe('Path that answers with success once the application is ready.'),
  env: z
    .record(variableName, variableValue)
    .prefault({})
    .describe(`The application's environment, except ${reservedVariables.join(', ')}.`),
  publicUrl: z
    .string()
    .refine(isUrlPerPreview, 'must be an http or https URL with {id} in it')
    .describe('URL of a preview as seen from outside; {id} becomes the id of the preview.')
    .optional(),
  ttl: durationSchema
    .refine((milliseconds) => milliseconds <= longestTtl, 'must be at most 14d')
    .prefault('4h')
    .describe('How long a preview and its branch live: 30m, 4h or 2d; milliseconds once parsed.'),
});

function isUrlPerPreview(text: string): boolean {
  const url = text.replaceAll('{id}', 'id');
  return url !== text && /^https?:\/\//.test(url) && URL.canParse(url);
}
