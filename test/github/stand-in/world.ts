import type { RunHandler, TokenPermissions } from './dispatch.ts';
import { actionsApp, type Credentials, type Identity } from './identities.ts';
import type { AppIdentity, Installation, RepositoryState, User } from './state.ts';
import type { Webhooks } from './webhooks.ts';

/** Everything that the stand-in knows; each area reads and changes its part. */
export interface World {
  /** The address of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** The address that files are downloaded from, which on GitHub is another host. */
  readonly filesUrl: string;
  /** Our app. */
  readonly app: AppIdentity;
  /** Whom the app belongs to. */
  readonly appOwner: User;
  readonly credentials: Credentials;
  readonly repositories: RepositoryState[];
  readonly installations: Map<number, Installation>;
  readonly webhooks: Webhooks;
  /** For how long GitHub's lists don't show a new workflow run, in milliseconds. */
  readonly runsListedAfterMs: number;
  /** Who executes dispatched runs. */
  runHandler: RunHandler | undefined;
  nextId(): number;
  /** The user of this login, who exists from then on; `[bot]` makes a bot. */
  user(login: string): User;
  /** The user, if there is one. */
  knownUser(login: string): User | undefined;
  /** Does something after the answer was sent; what it throws is a defect of the test or the stand-in. */
  later(work: () => unknown): void;
}

/** The app's identity on one installation. */
export function installationIdentity(
  world: World,
  installation: Installation,
  permissions: Identity['permissions'],
  repositoryIds?: ReadonlySet<number>,
): Identity {
  return {
    ...appIdentity(world.app, world.user(`${world.app.slug}[bot]`)),
    kind: 'installation',
    permissions,
    reaches: (repository) =>
      repository.installation?.id === installation.id &&
      (repositoryIds?.has(repository.id) ?? true),
  };
}

/** The identity of a job's token in its repository. */
export function jobIdentity(
  world: World,
  repository: RepositoryState,
  permissions: TokenPermissions,
): Identity {
  return {
    ...appIdentity(actionsApp, world.user(`${actionsApp.slug}[bot]`)),
    kind: 'job',
    // Workflows write `pull-requests` where apps write `pull_requests`.
    permissions: Object.fromEntries(
      Object.entries(permissions).map(([name, access]) => [name.replaceAll('-', '_'), access]),
    ),
    reaches: (other) => other === repository,
  };
}

/** An app that speaks for itself. */
export function appIdentity(app: AppIdentity, user: User): Identity {
  return {
    kind: 'app',
    login: user.login,
    type: 'Bot',
    appId: app.id,
    slug: app.slug,
    app,
    user,
    permissions: {},
    reaches: () => false,
  };
}

/** A repository by its owner and name, in any case as on GitHub. */
export function findRepository(
  world: World,
  owner: string,
  repo: string,
): RepositoryState | undefined {
  const wanted = `${owner}/${repo}`.toLowerCase();
  return world.repositories.find(
    (repository) => `${repository.owner}/${repository.repo}`.toLowerCase() === wanted,
  );
}
