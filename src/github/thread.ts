/** A repository on GitHub. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** The issue or pull request that asked. */
export interface Thread extends Repository {
  readonly number: number;
}

/** `owner/repo#12`. */
export function formatThread({ owner, repo, number }: Thread): string {
  return `${owner}/${repo}#${number}`;
}
