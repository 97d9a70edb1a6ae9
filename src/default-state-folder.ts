import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where snapshots, branches and the App's journal are kept: XDG Base Directory Specification, `$XDG_STATE_HOME`; for
 * root the Filesystem Hierarchy Standard's place, since PostgreSQL runs as another user then, who can't enter root's
 * home.
 */
export function defaultStateFolder(environment: NodeJS.ProcessEnv): string {
  const home = process.getuid?.() === 0 ? '/var/lib' : join(homedir(), '.local', 'state');
  return join(environment.XDG_STATE_HOME || home, 'branch-prod');
}
