import type { Config } from '../config/config.ts';
import type { GitHubClient } from './client.ts';
import { isNotFound } from './is-not-found.ts';
import type { Repository } from './thread.ts';

/** A level of access to a repository, as the config's `access.minimum` names it. */
export type AccessLevel = Config['access']['minimum'];

/** From least to most. */
const levels: readonly AccessLevel[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** What `permission` says of those who have one of GitHub's own roles: it knows no triage and no maintain. */
const legacyNames: Readonly<Record<string, string>> = { triage: 'read', maintain: 'write' };

/**
 * Whether a person has at least this access to the repository. Somebody with a role that the organization made has
 * the level that the role is certain to include, which may be less than it grants. On a public repository everybody
 * has `read`. A bot or unknown account has nothing.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function hasAccess(
  client: GitHubClient,
  { owner, repo }: Repository,
  login: string,
  minimum: AccessLevel,
): Promise<boolean> {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
      { owner, repo, username: login },
    );
    return certainRank(data.role_name, data.permission) >= rank(minimum);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** A role counts where `permission` bears it out; of two that contradict each other, the lower one. */
function certainRank(role: string, permission: string): number {
  if (rank(role) === -1) return rank(permission);
  if ((legacyNames[role] ?? role) === permission) return rank(role);
  return Math.min(rank(role), rank(permission));
}

/** -1 for `none`, for a role that the organization made, and for what GitHub may invent. */
function rank(level: string): number {
  return (levels as readonly string[]).indexOf(level);
}
