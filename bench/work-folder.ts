import { access, chmod, constants, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../src/engines/local/servers/account.ts';
import { requireEnterable } from '../src/engines/local/state/require-enterable.ts';
import { BranchProdError } from '../src/errors.ts';
import { removeFolder } from '../src/remove-folder.ts';

/** A folder of a run's own. */
export interface WorkFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Makes a folder below the named one, or below the one for temporary files; it is removed when it is disposed of.
 * Throws `usage` when nothing can be made there, or the user that PostgreSQL runs as can't get there.
 */
export async function makeWorkFolder(
  named: string | undefined,
  account: Account | undefined,
): Promise<WorkFolder> {
  const parent = named ?? tmpdir();
  try {
    await access(parent, constants.W_OK | constants.X_OK);
    if (account) await requireEnterable(await realpath(parent), account);
    const path = await mkdtemp(join(await realpath(parent), 'bench-'));
    // The servers' user has to come through to its own folders, which nobody else may enter.
    await chmod(path, 0o711);
    return { path, [Symbol.asyncDispose]: () => removeFolder(path) };
  } catch (cause) {
    const why = cause instanceof BranchProdError ? `: ${cause.message}` : '';
    throw new BranchProdError('usage', `Nothing can be made in ${parent}${why}`, {
      nextStep: 'Name a folder that you may write to and others may enter, with --folder.',
      cause,
    });
  }
}
