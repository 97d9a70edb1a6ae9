import { isRunning } from '../process-identity.ts';
import { endRestOfGroup, signalGroup } from './end-group.ts';
import { readPreviewDescription, removePreviewFolders } from './preview-folder.ts';

/**
 * Ends what is left of a preview whose program died: the process group, if its leader is still that very process,
 * then the checkout and everything else in its directory. The directory itself stays. Safe to repeat, and for a
 * directory that never held a preview. The caller makes sure that the program is dead. Throws `state-unusable` if
 * the description is damaged, `checkout-failed` if the repository keeps the worktree.
 */
export async function endOrphanedPreview(directory: string): Promise<void> {
  const description = await readPreviewDescription(directory);
  if (!description) return;
  const { repository, supervisor } = description;
  if (supervisor && (await isRunning(supervisor))) {
    await endRestOfGroup(supervisor.pid);
    // Usually the supervisor has seen the end of the group and left; its pid may belong to another by now.
    if (await isRunning(supervisor)) signalGroup(supervisor.pid, 'SIGKILL');
  }
  await removePreviewFolders(directory, repository);
}
