import { type BigIntStats, readdirSync, readFileSync, statSync } from 'node:fs';
import { identifyProcess, isRunning, type ProcessIdentity } from '../../../process-identity.ts';
import { serverAccount } from './account.ts';
import { findServer } from './find-server.ts';

/** The program of `servers/pglite`, in whatever form it is installed. */
const PGLITE = /\/pglite-process\.[a-z]+$/;

/**
 * The processes of the servers that work on this very data directory, those that outlived their server too. On Linux
 * nobody's word is taken for it, neither a description's nor that of `postmaster.pid`: a server's working directory is
 * its data directory, wherever that has been moved.
 *
 * @param recorded what a description says of its server.
 */
export async function serversOn(
  dataDirectory: string,
  recorded: ProcessIdentity | undefined,
): Promise<ProcessIdentity[]> {
  if (process.platform !== 'linux') return claimed(dataDirectory, recorded);
  const own = lookAt(dataDirectory);
  if (own === undefined) return [];
  const account = await serverAccount('copy');
  const servers: ProcessIdentity[] = [];
  // Nothing of this is on a disk: threads would only make it slower.
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const its = lookAt(`/proc/${name}/cwd`);
    if (its?.ino !== own.ino || its.dev !== own.dev) continue;
    const identity = await identifyProcess(Number(name));
    if (identity === undefined) continue;
    // Somebody's shell may be there too; but none of the servers' own user, unless a server started it.
    const isTheirs = account !== undefined && lookAt(`/proc/${name}`)?.uid === BigInt(account.uid);
    if (isServer(name) || isTheirs || isSame(identity, recorded)) servers.push(identity);
  }
  return servers;
}

/** Where a process's directory can't be asked for. */
async function claimed(
  dataDirectory: string,
  recorded: ProcessIdentity | undefined,
): Promise<ProcessIdentity[]> {
  const found = await findServer(dataDirectory);
  if (found !== undefined) return [found];
  return recorded !== undefined && (await isRunning(recorded)) ? [recorded] : [];
}

function lookAt(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function isSame(one: ProcessIdentity, other: ProcessIdentity | undefined): boolean {
  return one.pid === other?.pid && one.startedAt === other.startedAt;
}

/** What servers are called that no description names yet: PostgreSQL's processes change their title, not this. */
function isServer(pid: string): boolean {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n') return true;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.some((word) => PGLITE.test(word));
  } catch {
    return false;
  }
}
