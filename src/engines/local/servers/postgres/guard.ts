import { spawn } from 'node:child_process';
import type { Account } from '../account.ts';

/** The pipe ends without a line when this program ends, whatever ended it. */
const SCRIPT = 'read -r line || kill -QUIT "$1"';

/**
 * Has a process ended when this program is, even by kill -9: a shell waits for the end of a pipe, since PostgreSQL
 * doesn't look after who started it. Returns what calls the guard off; it must be called when the process has ended.
 */
export function guard(pid: number, account: Account | undefined): () => void {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'branch-prod-guard', String(pid)], {
    ...account,
    cwd: '/',
    env: {},
    // Ctrl-C goes to every process of a terminal's group; a guard must outlive the program.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  return () => shell.stdin.end('\n');
}
