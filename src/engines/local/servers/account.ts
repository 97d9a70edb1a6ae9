import { readFile } from 'node:fs/promises';
import { BranchProdError } from '../../../errors.ts';

/** A user of this machine. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * In the order of preference. Copies never run as production's own user: what gets hold of a branch's server must not
 * reach production's files. A standby is production's data already, and keeps apart from the branches.
 */
const NAMES = {
  copy: ['branch-prod', 'nobody'],
  standby: ['postgres', 'branch-prod', 'nobody'],
} as const;

/**
 * The user that PostgreSQL runs as, which must own its files: `undefined` for the user that we are, another one if we
 * are root, as whom PostgreSQL refuses to run. Throws `engine-failed` on a machine without any such user.
 */
export async function serverAccount(kind: keyof typeof NAMES): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of NAMES[kind]) {
    const [, , uid, gid] = lines.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new BranchProdError('engine-failed', 'PostgreSQL refuses to run as root', {
    nextStep:
      'Make a user named branch-prod (`useradd --system branch-prod`), or run as another user.',
  });
}
