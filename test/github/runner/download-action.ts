import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../../../src/git.ts';
import type { Job } from './job.ts';
import type { JobStep } from './step.ts';

/**
 * Puts an action where the runner does, and returns its folder. It gets what git would hold of the folder that `uses:`
 * names, and the repository's package.json: what is ignored, or stands elsewhere, isn't there when the action runs.
 */
export async function downloadAction({ actions, folders }: Job, step: JobStep): Promise<string> {
  const source = actions[step.repository];
  if (source === undefined) throw new Error(`this runner has no action ${step.repository}`);
  const target = join(folders.actions, step.repository, step.ref);
  const wanted = [step.path || '.', 'package.json'];
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...wanted];
  const files = (await git(source, ['-c', 'safe.directory=*', ...list])).split('\0');
  for (const file of new Set(files.filter(Boolean))) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(source, file), join(target, file)).catch((error) => {
      // Git still lists a file that was just removed.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  return join(target, step.path);
}
