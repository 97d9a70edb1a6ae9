/**
 * `node scripts/build-action.ts`: builds the Action into action/dist, which is committed, because a runner installs
 * nothing. With `--check` it says instead which of those files are not what the sources give, and ends with 1.
 */
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAction } from './action/bundle-action.ts';
import { differingFiles } from './action/differing-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'action', 'dist');

if (process.argv.includes('--check')) {
  const scratch = await mkdtemp(join(tmpdir(), 'branch-prod-action-'));
  try {
    await bundleAction({ root, folder: scratch });
    const differing = await differingFiles(scratch, built);
    for (const file of differing) console.error(`action/dist/${file} is not up to date`);
    if (differing.length > 0) {
      console.error('Run `node scripts/build-action.ts` and commit what it changes.');
      process.exitCode = 1;
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
} else {
  // Beside its place, so that a build that fails leaves the old one, and a test that runs it meets no half.
  const fresh = await mkdtemp(join(root, 'action', '.dist-'));
  try {
    await bundleAction({ root, folder: fresh });
    // mkdtemp makes it for its owner only.
    await chmod(fresh, 0o755);
    await rm(built, { recursive: true, force: true });
    await rename(fresh, built);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
