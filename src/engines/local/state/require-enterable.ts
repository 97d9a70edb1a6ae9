import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import type { Account } from '../servers/account.ts';

/** Throws `state-unusable` unless another user may enter the folder and every one above it. */
export async function requireEnterable(folder: string, { uid, gid }: Account): Promise<void> {
  for (let path = folder; ; path = dirname(path)) {
    const stats = await stat(path);
    const execute = stats.uid === uid ? 0o100 : stats.gid === gid ? 0o010 : 0o001;
    if ((stats.mode & execute) === 0) {
      throw new BranchProdError(
        'state-unusable',
        `PostgreSQL can't run as root, and the user that it runs as (id ${uid}) may not enter ${path}`,
        {
          nextStep:
            'Choose a state folder that others may enter, such as /var/lib/branch-prod, with --state.',
        },
      );
    }
    if (path === dirname(path)) return;
  }
}
