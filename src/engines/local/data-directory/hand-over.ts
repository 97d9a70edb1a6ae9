import { chownSync } from 'node:fs';
import type { Account } from '../servers/account.ts';

/**
 * Gives a data directory to the user that its server runs as, if that is not us. What is in it has its owner already:
 * this is the last step, as whoever is in could lead a `chown` of ours to another file.
 */
export function handOver(dataDirectory: string, owner: Account | undefined): void {
  if (owner) chownSync(dataDirectory, owner.uid, owner.gid);
}

/** Keeps everybody else out of a data directory again, so that we can work on its files. */
export function takeBack(dataDirectory: string, owner: Account | undefined): void {
  if (owner) chownSync(dataDirectory, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}
