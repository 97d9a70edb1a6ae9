import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { BranchProdError } from '../../../errors.ts';
import { processIdentitySchema } from '../../../process-identity.ts';
import { stateUnusable } from './state-unusable.ts';

const date = z.iso.datetime();
const copyKind = z.enum(['reflink', 'copy']);
/** What serves the data directory, as whom it is opened, and the database that the source's URL named. */
const cluster = {
  product: z.enum(['pglite', 'postgres']),
  superuser: z.string(),
  database: z.string(),
};

/** `snapshot.json` */
export const snapshotDescriptionSchema = z.strictObject({
  id: z.string(),
  createdAt: date,
  /** Moved on by every use. */
  expiresAt: date,
  /** The instant of the source whose state it holds. */
  at: date,
  server: z.string(),
  ...cluster,
  /** What differs from the source besides the masking. */
  notes: z.array(z.string()),
  bytes: z.int().nonnegative(),
  /** What the preparation returned. */
  report: z.unknown(),
});

/** `branch.json` */
export const branchDescriptionSchema = z.strictObject({
  id: z.string(),
  parent: z.string(),
  createdAt: date,
  expiresAt: date,
  ...cluster,
  copy: copyKind,
  /** The program that uses the branch. */
  owner: processIdentitySchema,
  /** Its server, once started. */
  server: processIdentitySchema.optional(),
  /** Since when only people look at it. */
  idleSince: date.optional(),
});

/** `copy.json`: a snapshot or branch while it is made, or what is left of one while it is removed. */
export const copyDescriptionSchema = z.strictObject({
  id: z.string(),
  /** What it is a copy of, which must not be removed meanwhile; absent for the source. */
  parent: z.string().optional(),
  owner: processIdentitySchema,
  server: processIdentitySchema.optional(),
});

export type SnapshotDescription = z.infer<typeof snapshotDescriptionSchema>;
export type BranchDescription = z.infer<typeof branchDescriptionSchema>;
export type CopyDescription = z.infer<typeof copyDescriptionSchema>;

/**
 * Reads a description; `undefined` when there is none. Throws `state-unusable`, naming the file, when it is not
 * what this program writes.
 */
export async function readDescription<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new BranchProdError('state-unusable', `${path} can't be read as a description`, {
      nextStep: 'Remove the item that it describes with `branch-prod destroy`.',
      cause: error,
    });
  }
}

/** Writes a description as a whole or not at all. Throws `state-unusable`. */
export async function writeDescription(path: string, description: unknown): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(temporary, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    throw stateUnusable(path, error);
  }
}
