import { globFolders, matchesAny } from '../../../config/matching-paths.ts';
import type { GitHubClient } from '../../client.ts';
import { isNotFound } from '../../is-not-found.ts';
import type { Repository } from '../../thread.ts';

/**
 * Whether a commit may hold case files, judged by one look into the folder that each glob begins with: where there are
 * folders in it, there may be cases in them.
 */
export async function mayHaveCases(
  client: GitHubClient,
  { owner, repo }: Repository,
  { commit, cases }: { commit: string; cases: readonly string[] },
): Promise<boolean> {
  for (const folder of globFolders(cases)) {
    if (folder === '' || folder === '.') return true;
    try {
      const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
        owner,
        repo,
        path: folder,
        ref: commit,
      });
      const entries = Array.isArray(data) ? data : [data];
      const isHopeful = ({ type, path }: { type: string; path: string }) =>
        type === 'dir' || (/\.ya?ml$/.test(path) && matchesAny(path, cases));
      if (entries.some(isHopeful)) return true;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return false;
}
