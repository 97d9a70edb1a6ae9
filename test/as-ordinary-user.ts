import { execFileSync } from 'node:child_process';
import { serverAccount } from '../src/engines/local/servers/account.ts';

/**
 * Does something as a user to whom permissions apply, also in a run by root: then the folder and all in it are given
 * to that user, whose home it is. Nothing may be loaded then: the checkout may be closed to others.
 */
export async function asOrdinaryUser<T>(folder: string, action: () => Promise<T>): Promise<T> {
  const account = await serverAccount('standby');
  if (account === undefined) return action();
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
  const { HOME: home } = process.env;
  process.env.HOME = folder;
  process.setegid?.(account.gid);
  process.seteuid?.(account.uid);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    if (home === undefined) delete process.env.HOME;
    else process.env.HOME = home;
  }
}
