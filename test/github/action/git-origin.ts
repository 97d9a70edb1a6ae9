import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeRepository, type TestRepository } from '../../preview/repository.ts';

/** A repository that is cloned as actions/checkout does it: one commit, and no idea of the default branch. */
export interface Origin extends AsyncDisposable {
  readonly origin: TestRepository;
  readonly clone: string;
  /** Runs git in the clone. */
  git(...args: string[]): string;
}

export async function makeOrigin(
  files: Record<string, string>,
  { depth = 1 }: { depth?: number } = {},
): Promise<Origin> {
  const origin = await makeRepository(files);
  origin.git('commit', '--quiet', '--allow-empty', '--message=second');
  const clone = join(origin.root, 'clone');
  execFileSync('git', [
    'clone',
    '--quiet',
    '--single-branch',
    `--depth=${depth}`,
    `file://${origin.repository}`,
    clone,
  ]);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', clone, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git('remote', 'set-head', 'origin', '--delete');
  git('update-ref', '-d', 'refs/remotes/origin/main');
  return { origin, clone, git, [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose]() };
}
