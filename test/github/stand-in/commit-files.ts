import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitText, resolveCommit } from './git.ts';

/** A commit to be. */
export interface NewCommit {
  /** Branch that gets it; made, from `from`, if it isn't there. */
  readonly branch: string;
  /** The commit that a new branch starts at; without one its history begins here. */
  readonly from?: string;
  /** Texts or bytes by path; `null` removes a file. Everything else stays. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>;
  readonly message?: string;
  readonly author?: { readonly name: string; readonly email: string };
}

const ada = { name: 'Ada', email: 'ada@example.com' };

/** Commits to a branch of a bare repository, without a checkout, and gives the commit's id. */
export async function commitFiles(
  gitDirectory: string,
  { branch, from, files, message = 'Change', author = ada }: NewCommit,
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const parent = (await resolveCommit(gitDirectory, ref)) ?? from;
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-index-'));
  const env = {
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
  const git = (args: string[], input?: string | Uint8Array) =>
    gitText(gitDirectory, args, { env, ...(input !== undefined && { input }) });
  try {
    if (parent !== undefined) await git(['read-tree', parent]);
    for (const [path, content] of Object.entries(files)) {
      if (content === null) {
        await git(['update-index', '--index-info'], `0 ${'0'.repeat(40)}\t${path}\n`);
      } else {
        const sha = await git(['hash-object', '-w', '--stdin'], content);
        await git(['update-index', '--add', '--cacheinfo', `100644,${sha},${path}`]);
      }
    }
    const parents = parent === undefined ? [] : ['-p', parent];
    const commit = await git(['commit-tree', await git(['write-tree']), ...parents], message);
    await git(['update-ref', ref, commit]);
    return commit;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes an empty bare repository in a folder that doesn't exist yet. */
export async function createBareRepository(gitDirectory: string): Promise<void> {
  const parent = join(gitDirectory, '..');
  await gitText(parent, ['init', '--quiet', '--bare', '--initial-branch=main', gitDirectory]);
}
