import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, type ProcessIdentity } from '../../../process-identity.ts';

/** Lines of `postmaster.pid`, counted from 0: LOCK_FILE_LINE_* in PostgreSQL's src/include/utils/pidfile.h. */
const PID_LINE = 0;
const DIRECTORY_LINE = 1;
const START_LINE = 2;

/** The server notes its start a moment after the system does; in milliseconds. */
const START_SLACK = 5000;

/**
 * The PostgreSQL server that runs on this very data directory, whoever started it; `undefined` when there is none.
 * What `postmaster.pid` says is not believed: it may be left from a crash, when its pid may be another process's by
 * now, or have been copied with the directory.
 */
export async function findServer(dataDirectory: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  // A server for one user, which ends with its input, writes a negative number.
  if (!/^[1-9][0-9]*$/.test(lines[PID_LINE] ?? '')) return undefined;
  const identity = await identifyProcess(Number(lines[PID_LINE]));
  if (identity === undefined) return undefined;
  const isIts =
    process.platform === 'linux'
      ? await worksIn(identity.pid, dataDirectory)
      : await agrees(identity, lines, dataDirectory);
  return isIts ? identity : undefined;
}

/** A server's working directory is its data directory, under whatever name. */
async function worksIn(pid: number, dataDirectory: string): Promise<boolean> {
  try {
    const [own, its] = await Promise.all([stat(dataDirectory), stat(`/proc/${pid}/cwd`)]);
    return own.dev === its.dev && own.ino === its.ino;
  } catch {
    return false;
  }
}

/** Where a process's directory can't be asked for: the file's own claims, against the start time in `ps`. */
async function agrees(
  { startedAt }: ProcessIdentity,
  lines: readonly string[],
  dataDirectory: string,
): Promise<boolean> {
  const paths = [dataDirectory, lines[DIRECTORY_LINE] ?? ''];
  const [own, its] = await Promise.all(paths.map((path) => realpath(path).catch(() => undefined)));
  const apart = Math.abs(Date.parse(startedAt) - Number(lines[START_LINE]) * 1000);
  return own !== undefined && own === its && apart <= START_SLACK;
}
