import type { Repository } from '../../../src/github/thread.ts';
import { found, type Handlers } from './api.ts';
import { type RepositoryState, timestamp } from './state.ts';
import { nodeId, pages, presentUser } from './users.ts';
import type { World } from './world.ts';

/** Repositories, and what people may do there. */
export const repositoryHandlers = {
  'GET /repos/{owner}/{repo}': ({ world, repository }) => ({
    status: 200,
    json: {
      ...presentRepository(world, repository),
      network_count: 0,
      subscribers_count: 0,
      ...(repository.forkOf !== undefined && {
        parent: presentRepository(world, repository.forkOf),
        source: presentRepository(world, repository.forkOf),
      }),
    },
  }),

  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': (request) => {
    const user = found(request.world.knownUser(request.path.username ?? ''));
    const { role, permission } = accessOf(request.repository, user.login);
    const at = (...names: string[]) => names.includes(permission);
    return {
      status: 200,
      json: {
        permission,
        role_name: role,
        user: {
          ...presentUser(user),
          role_name: role,
          permissions: {
            admin: at('admin'),
            maintain: at('admin') || role === 'maintain',
            push: at('admin', 'write'),
            triage: at('admin', 'write') || role === 'triage',
            pull: at('admin', 'write', 'read'),
          },
        },
      },
    };
  },
} satisfies Handlers;

/** What a test says of a repository. */
export interface NewRepository extends Repository {
  readonly private: boolean;
  /** A bare repository, which is read at every request. */
  readonly gitDirectory: string;
  /** Default: `main`. */
  readonly defaultBranch?: string;
  /** The repository that this is a fork of. */
  readonly forkOf?: RepositoryState;
}

/** Adds a repository without anything in it. */
export function createRepository(
  world: World,
  { owner, repo, gitDirectory, defaultBranch = 'main', forkOf, ...rest }: NewRepository,
): RepositoryState {
  const repository: RepositoryState = {
    id: world.nextId(),
    owner: world.user(owner).login,
    repo,
    private: rest.private,
    defaultBranch,
    gitDirectory,
    forkOf,
    createdAt: timestamp(),
    collaborators: new Map(),
    labels: new Map(),
    threads: new Map(),
    comments: new Map(),
    checkRuns: new Map(),
    deployments: new Map(),
    workflows: new Map(),
    runs: new Map(),
    artifacts: new Map(),
    installation: undefined,
  };
  world.repositories.push(repository);
  return repository;
}

/** Role and permission of somebody: an owner's is `admin`; anybody can read what is public. */
export function accessOf(
  repository: RepositoryState,
  login: string,
): { readonly role: string; readonly permission: string } {
  if (login === repository.owner) return { role: 'admin', permission: 'admin' };
  const byDefault = repository.private ? 'none' : 'read';
  return repository.collaborators.get(login) ?? { role: byDefault, permission: byDefault };
}

/** The address of a repository in the API. */
export function repositoryUrl(world: World, { owner, repo }: RepositoryState): string {
  return `${world.apiUrl}/repos/${owner}/${repo}`;
}

/** The page of a repository. */
export function repositoryPage({ owner, repo }: RepositoryState): string {
  return `${pages}/${owner}/${repo}`;
}

/** GitHub's `repository`, which answers and webhooks hold. */
export function presentRepository(
  world: World,
  repository: RepositoryState,
): Record<string, unknown> {
  const { owner, repo, id } = repository;
  const openThreads = [...repository.threads.values()].filter(({ state }) => state === 'open');
  const url = repositoryUrl(world, repository);
  return {
    id,
    node_id: nodeId('Repository', id),
    name: repo,
    full_name: `${owner}/${repo}`,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: presentUser(world.user(owner)),
    html_url: repositoryPage(repository),
    description: null,
    fork: repository.forkOf !== undefined,
    url,
    ...Object.fromEntries(
      Object.entries(urlTemplates).map(([name, rest]) => [`${name}_url`, `${url}${rest}`]),
    ),
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    git_url: `git://github.com/${owner}/${repo}.git`,
    ssh_url: `git@github.com:${owner}/${repo}.git`,
    clone_url: `${repositoryPage(repository)}.git`,
    svn_url: repositoryPage(repository),
    homepage: null,
    size: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    mirror_url: null,
    archived: false,
    disabled: false,
    license: null,
    allow_forking: true,
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    delete_branch_on_merge: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    custom_properties: {},
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    open_issues_count: openThreads.length,
    forks: 0,
    watchers: 0,
    open_issues: openThreads.length,
    default_branch: repository.defaultBranch,
  };
}

const urlTemplates = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};
