import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where snapshots, branches and the App's journal are kept; XDG Base Directory Specification, `$XDG_STATE_HOME`. */
export function defaultStateFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(base, 'branch-prod');
}
