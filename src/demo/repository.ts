import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from './demo-folder.ts';

/** A repository with the example application in one commit, always the same one. */
export async function makeRepository(directory: string): Promise<void> {
  await cp(join(checkout, 'examples', 'mail-assistant'), directory, {
    recursive: true,
    filter: (source) => basename(source) !== 'node_modules',
  });
  const person = { NAME: 'mail-assistant', EMAIL: 'mail-assistant@example.invalid' };
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) => [
        [`GIT_${role}_NAME`, person.NAME],
        [`GIT_${role}_EMAIL`, person.EMAIL],
        [`GIT_${role}_DATE`, '2026-01-01T00:00:00Z'],
      ]),
    ),
  };
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: directory, env });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=The application as it is deployed');
}
