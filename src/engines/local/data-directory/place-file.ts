import { open, rm } from 'node:fs/promises';
import type { Account } from '../servers/account.ts';

/**
 * Puts a file of the server's user, ours by default, into a folder that nobody else can enter at present. Whatever had
 * its name is gone: the server, while it could enter, may have given it to a link.
 */
export async function placeFile(
  path: string,
  content: string | Buffer,
  owner: Account | undefined,
): Promise<void> {
  await rm(path, { force: true });
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(content);
  if (owner) await file.chown(owner.uid, owner.gid);
}
