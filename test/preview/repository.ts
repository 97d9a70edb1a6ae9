import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository with one commit on `main`, and an empty place for a preview beside it. */
export interface TestRepository extends AsyncDisposable {
  readonly root: string;
  readonly repository: string;
  readonly commit: string;
  /** Does not exist yet. */
  readonly directory: string;
  git(...args: string[]): string;
  /** Paths of the worktrees beside the repository itself. */
  worktrees(): string[];
}

export async function makeRepository(files: Record<string, string>): Promise<TestRepository> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'branch-prod-preview-')));
  const repository = join(root, 'repository');
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, ...identity, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  await mkdir(repository);
  git('init', '--quiet', '--initial-branch=main');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, name)), { recursive: true });
    await writeFile(join(repository, name), text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--message=first');
  return {
    root,
    repository,
    commit: git('rev-parse', 'HEAD'),
    directory: join(root, 'preview'),
    git,
    worktrees: () =>
      git('worktree', 'list', '--porcelain')
        .split('\n')
        .filter((line) => line.startsWith('worktree '))
        .map((line) => line.slice('worktree '.length))
        .filter((path) => path !== repository),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
