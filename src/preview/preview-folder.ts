import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BranchProdError } from '../errors.ts';
import { processIdentitySchema } from '../process-identity.ts';
import { removeFolder } from '../remove-folder.ts';
import { removeCheckout } from './checkout.ts';

/**
 * `preview.json`: what has to be known to end a preview after a crash. Its paths are not in it but always the same,
 * so that nobody who changes the file can have another folder removed.
 */
const descriptionSchema = z.strictObject({
  /** The git repository that has the checkout as a worktree. */
  repository: z.string().min(1),
  /** The leader of the process group, once there is one. */
  supervisor: processIdentitySchema.optional(),
});

export type PreviewDescription = z.infer<typeof descriptionSchema>;

/** Where a preview keeps its things below its directory. */
export function previewPaths(directory: string) {
  return {
    checkout: join(directory, 'checkout'),
    home: join(directory, 'home'),
    temporary: join(directory, 'tmp'),
    description: join(directory, 'preview.json'),
  };
}

/** Makes the folders of a preview, readable by our user only. Throws `state-unusable` when the disk refuses. */
export async function makePreviewFolders(directory: string): Promise<void> {
  const { home, temporary } = previewPaths(directory);
  try {
    for (const path of [directory, home, temporary]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
  } catch (error) {
    throw notWritable(directory, error);
  }
}

/** Writes `preview.json`, as a whole or not at all. Throws `state-unusable` when the disk refuses. */
export async function describePreview(
  directory: string,
  description: PreviewDescription,
): Promise<void> {
  const path = previewPaths(directory).description;
  try {
    await writeFile(`${path}.new`, `${JSON.stringify(description)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw notWritable(directory, error);
  }
}

/** Reads `preview.json`; `undefined` when there is none. Throws `state-unusable` when it isn't ours any more. */
export async function readPreviewDescription(
  directory: string,
): Promise<PreviewDescription | undefined> {
  const path = previewPaths(directory).description;
  try {
    return descriptionSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new BranchProdError(
      'state-unusable',
      `${path} can't be read as a preview's description`,
      {
        nextStep: `Make sure that nothing of the preview runs, remove ${directory}, and run \`git worktree prune\` in the previewed repository.`,
        cause: error,
      },
    );
  }
}

/** Removes everything that a preview keeps, its description last: until then the removal can be repeated. */
export async function removePreviewFolders(directory: string, repository: string): Promise<void> {
  const { checkout, home, temporary, description } = previewPaths(directory);
  await removeCheckout(repository, checkout);
  for (const path of [home, temporary, `${description}.new`, description]) await removeFolder(path);
}

function notWritable(directory: string, cause: unknown): BranchProdError {
  const { code } = cause as NodeJS.ErrnoException;
  return new BranchProdError('state-unusable', `${directory} can't be written (${code})`, {
    nextStep: 'Make room on its disk, or choose another state folder with --state.',
    cause,
  });
}
