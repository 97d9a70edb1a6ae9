import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The repository's files, relative to its root: those that git tracks, and new ones that it doesn't ignore. */
export function repositoryFiles(): string[] {
  // A checkout that belongs to another user, as in containers, is nothing to refuse here.
  const list = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others'];
  const output = execFileSync('git', [...list, '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return [...new Set(output.split('\0'))].filter((file) => file && existsSync(join(root, file)));
}

/** The text of one of them. */
export function readRepositoryFile(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
