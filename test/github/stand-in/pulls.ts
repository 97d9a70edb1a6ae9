import { ApiError, type ApiRequest, found, type Handlers, idOf, page } from './api.ts';
import { presentChange } from './commits.ts';
import { changedFiles, gitText, resolveCommit } from './git.ts';
import { announceThread } from './issues.ts';
import { labelOf, presentPull, presentPullShort } from './present-pull.ts';
import type { PullRequest, PullSide, RepositoryState, ThreadState, User } from './state.ts';
import { timestamp } from './state.ts';
import { createThread } from './threads.ts';
import { findRepository, type World } from './world.ts';

/** Pull requests. */
export const pullHandlers = {
  'GET /repos/{owner}/{repo}/pulls': (request) => {
    const { state = 'open', head, base, direction } = request.query;
    const pulls = pullsOf(request.repository)
      .filter(({ thread }) => state === 'all' || thread.state === state)
      .filter(({ pull }) => base === undefined || pull.base.branch === base)
      .filter(({ pull }) => head === undefined || labelOf(pull.head) === head)
      .map(({ thread }) => thread);
    // GitHub shows the newest first.
    const ordered = direction === 'asc' ? pulls : pulls.toReversed();
    return page(request, ordered, presentShort(request));
  },

  'POST /repos/{owner}/{repo}/pulls': async (request) => {
    const { world, repository, identity } = request;
    const { head, base, title, body } = request.body as Record<string, string>;
    const [owner, branch] = (head ?? '').includes(':')
      ? (head ?? '').split(':', 2)
      : [repository.owner, head];
    const from = findRepository(world, owner ?? '', repository.repo);
    const thread = await createPull(world, repository, {
      head: { repository: from ?? repository, branch: branch ?? '' },
      base: base ?? '',
      title: title ?? '',
      body: body ?? null,
      user: identity.user,
    });
    return { status: 201, json: presentPull(world, repository, thread) };
  },

  'GET /repos/{owner}/{repo}/pulls/{pull_number}': (request) => ({
    status: 200,
    json: presentPull(request.world, request.repository, pullOf(request)),
  }),

  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': async (request) => {
    const { world, repository } = request;
    const { head } = pullOf(request).pull;
    const { files } = await compareWithBase(repository, pullOf(request).pull);
    return page(request, files.slice(0, 3000), (file) =>
      presentChange(world, repository, file, head.sha),
    );
  },

  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': (request) => {
    const { commit_sha: sha } = request.path;
    const pulls = pullsOf(request.repository).filter(({ pull }) => pull.head.sha === sha);
    return page(
      request,
      pulls.map(({ thread }) => thread),
      presentShort(request),
    );
  },
} satisfies Handlers;

/** Opens a pull request and announces it; its commits become reachable as `refs/pull/N/head`, also a fork's. */
export async function createPull(
  world: World,
  repository: RepositoryState,
  {
    head,
    base,
    title,
    body,
    user,
  }: {
    head: Pick<PullSide, 'repository' | 'branch'>;
    base: string;
    title: string;
    body: string | null;
    user: User;
  },
): Promise<ThreadState> {
  const headSha = await resolveCommit(head.repository.gitDirectory, `refs/heads/${head.branch}`);
  const baseSha = await resolveCommit(repository.gitDirectory, `refs/heads/${base}`);
  if (headSha === undefined) throw invalidPull('head');
  if (baseSha === undefined) throw invalidPull('base');
  if (headSha === baseSha) {
    throw invalidPull('', `No commits between ${base} and ${head.branch}`);
  }
  const twin = pullsOf(repository).find(
    ({ thread, pull }) =>
      thread.state === 'open' &&
      pull.base.branch === base &&
      pull.head.branch === head.branch &&
      pull.head.repository === head.repository,
  );
  if (twin !== undefined) {
    const label = labelOf(twin.pull.head);
    throw invalidPull('', `A pull request already exists for ${label}.`);
  }
  const pull: PullRequest = {
    id: world.nextId(),
    head: { ...head, sha: headSha },
    base: { repository, branch: base, sha: baseSha },
    size: { commits: 0, changedFiles: 0, additions: 0, deletions: 0 },
  };
  const thread = createThread(world, repository, { user, title, body, pull });
  await followHead(repository, thread.number, pull);
  announceThread(world, repository, thread, 'opened', user);
  return thread;
}

/** Brings the open pull requests of a branch to where it is now, and announces those that moved. */
export async function synchronizePulls(
  world: World,
  from: RepositoryState,
  branch: string,
  sender: User,
): Promise<void> {
  const sha = await resolveCommit(from.gitDirectory, `refs/heads/${branch}`);
  if (sha === undefined) throw new Error(`there is no branch ${branch} to push`);
  for (const repository of world.repositories) {
    for (const { thread, pull } of pullsOf(repository)) {
      const isHead = pull.head.repository === from && pull.head.branch === branch;
      if (thread.state !== 'open' || !isHead || pull.head.sha === sha) continue;
      const before = pull.head.sha;
      pull.head.sha = sha;
      thread.updatedAt = timestamp();
      await followHead(repository, thread.number, pull);
      announceThread(world, repository, thread, 'synchronize', sender, { before, after: sha });
    }
  }
}

/** The pull requests of a repository, by number. */
export function pullsOf(
  repository: RepositoryState,
): { readonly thread: ThreadState; readonly pull: PullRequest }[] {
  return [...repository.threads.values()].flatMap((thread) =>
    thread.pull === undefined ? [] : [{ thread, pull: thread.pull }],
  );
}

/** Makes the head's commits reachable in the base's repository, as GitHub does, and measures what changed. */
async function followHead(
  repository: RepositoryState,
  number: number,
  pull: PullRequest,
): Promise<void> {
  const source = pull.head.repository.gitDirectory;
  const refspec = `+refs/heads/${pull.head.branch}:refs/pull/${number}/head`;
  await gitText(repository.gitDirectory, ['fetch', '--quiet', '--no-tags', source, refspec]);
  const { files, commits } = await compareWithBase(repository, pull);
  pull.size = {
    commits,
    changedFiles: files.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
  };
}

async function compareWithBase({ gitDirectory }: RepositoryState, { head, base }: PullRequest) {
  const start = await gitText(gitDirectory, ['merge-base', base.sha, head.sha]);
  const count = await gitText(gitDirectory, ['rev-list', '--count', `${start}..${head.sha}`]);
  return { files: await changedFiles(gitDirectory, start, head.sha), commits: Number(count) };
}

function invalidPull(field: string, message?: string): ApiError {
  const error =
    message === undefined
      ? { resource: 'PullRequest', field, code: 'invalid' }
      : { resource: 'PullRequest', code: 'custom', message };
  return new ApiError(422, 'Validation Failed', { errors: [error] });
}

function presentShort({ world, repository }: ApiRequest): (thread: ThreadState) => unknown {
  return (thread) => presentPullShort(world, repository, thread);
}

function pullOf(request: ApiRequest): ThreadState & { readonly pull: PullRequest } {
  const thread = found(request.repository.threads.get(idOf(request, 'pull_number')));
  return { ...thread, pull: found(thread.pull) };
}
