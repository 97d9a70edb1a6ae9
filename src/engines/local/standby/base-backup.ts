import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chown, mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import { identifyProcess, type ProcessIdentity } from '../../../process-identity.ts';
import type { StandbyWork } from '../../standby-keeper.ts';
import { interrupted } from '../interrupted.ts';
import type { Account } from '../servers/account.ts';
import { guard } from '../servers/postgres/guard.ts';
import { stateUnusable } from '../state/state-unusable.ts';
import { baseBackupError } from './base-backup-error.ts';
import type { SourceFacts } from './read-source-facts.ts';
import type { SourceAddress } from './source-address.ts';

export interface BaseBackupOptions extends StandbyWork {
  /** Folder of PostgreSQL's programs, of the source's major version. */
  readonly programs: string;
  readonly account: Account | undefined;
  readonly address: SourceAddress;
  readonly facts: SourceFacts;
  /** The folder in which `data` and `tablespaces` are made. */
  readonly folder: string;
  /** Told the process that works, so that it can be ended after a crash. */
  readonly recordProcess: (process: ProcessIdentity) => Promise<void>;
}

/**
 * Copies the whole source over the network with pg_basebackup, together with the log written meanwhile. Throws
 * `source-unsupported` (also without pg_basebackup on this machine), `source-unreachable`, `state-unusable`,
 * `interrupted`.
 */
export async function baseBackup(options: BaseBackupOptions): Promise<void> {
  const { account, address, facts, folder, signal } = options;
  const program = await findProgram(options.programs, facts.major);
  const data = join(folder, 'data');
  const folders = [data, join(folder, 'tablespaces')];
  for (const path of folders) {
    await mkdir(path, { mode: 0o700 });
    if (account) await chown(path, account.uid, account.gid);
  }
  const tablespaces = facts.tablespaces.map(
    ({ oid, location }) =>
      `--tablespace-mapping=${escapeMapping(location)}=${escapeMapping(join(folder, 'tablespaces', oid))}`,
  );
  const flags = [
    ...['--pgdata', data, '--wal-method=stream', '--checkpoint=fast', '--progress'],
    // A slot would keep the source's log, a manifest would have it compute checksums of everything.
    ...['--no-password', '--no-slot', '--no-manifest', ...tablespaces],
  ];
  const child = spawn(program, flags, {
    ...account,
    // By this the next clean-up knows it, should we and its guard be killed.
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C', PGAPPNAME: 'branch-prod', ...address.environment },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  // It forks one that receives the log: both are its group, which a negative pid means.
  const kill = () => endGroup(pid);
  child.once('exit', kill);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  ended.catch(() => {});
  const callOff = pid === undefined ? () => {} : guard(-pid, account);
  let full: number | undefined;
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-16_384);
    const total = showProgress(text, options.onProgress);
    if (total !== undefined && full === undefined) {
      full = 0;
      hasRoom(folder, total).then((room) => {
        if (!room) {
          full = total;
          kill();
        }
      });
    }
  });
  signal.addEventListener('abort', kill, { once: true });
  try {
    const identity = pid === undefined ? undefined : await identifyProcess(pid);
    if (identity !== undefined) await options.recordProcess(identity);
    if (signal.aborted) kill();
    const code = await ended;
    if (signal.aborted) throw interrupted();
    if (full) throw stateUnusable(folder, { code: 'ENOSPC' }, full);
    if (code !== 0) throw baseBackupError({ output, address, folder });
  } finally {
    kill();
    callOff();
    signal.removeEventListener('abort', kill);
  }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function findProgram(folder: string, major: number): Promise<string> {
  const program = join(folder, 'pg_basebackup');
  try {
    await access(program, constants.X_OK);
    return program;
  } catch (cause) {
    throw new BranchProdError(
      'source-unsupported',
      `This machine has PostgreSQL ${major}, but not its pg_basebackup, which makes a standby`,
      {
        nextStep: `Install PostgreSQL ${major}'s client programs into the same folder, or name a folder that has all in \`engine.programs\` of the config.`,
        cause,
      },
    );
  }
}

/** Of the two paths in --tablespace-mapping, `=` is what is between them; tablespace_list_append in pg_basebackup.c. */
function escapeMapping(path: string): string {
  return path.replaceAll('=', '\\=');
}

/** Lines such as ` 1234/56789 kB (2%), 0/1 tablespace`, one a second; returns what is to come in bytes. */
function showProgress(text: string, onProgress: (message: string) => void): number | undefined {
  const [, total, share] = [...text.matchAll(/\d+\/(\d+) kB \((\d+)%\)/g)].at(-1) ?? [];
  if (total === undefined) return undefined;
  const bytes = Number(total) * 1024;
  onProgress(`copying the source: ${share} % of ${Math.ceil(bytes / 1_000_000)} MB`);
  return bytes;
}

async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk === undefined || disk.bavail * disk.bsize >= bytes;
}
