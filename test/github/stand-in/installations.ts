import { ApiError, type ApiRequest, found, type Handlers, idOf } from './api.ts';
import type { TokenPermissions } from './dispatch.ts';
import { presentRepository } from './repositories.ts';
import { type Installation, type RepositoryState, timestamp, type User } from './state.ts';
import { nodeId, pages, presentApp, presentUser } from './users.ts';
import type { Delivery } from './webhooks.ts';
import { installationIdentity, type World } from './world.ts';

const tokenLivesMs = 3_600_000;

/** What the app asks of itself: its installations' tokens, and the webhooks that it was sent. */
export const installationHandlers = {
  'GET /app': ({ world }) => ({
    status: 200,
    json: {
      ...presentApp(world.app, world.appOwner),
      installations_count: world.installations.size,
    },
  }),

  'POST /app/installations/{installation_id}/access_tokens': (request) => {
    const { world } = request;
    const installation = installationOf(request);
    const wanted = request.body as {
      repositories?: string[];
      repository_ids?: number[];
      permissions?: TokenPermissions;
    };
    const permissions = grantedPermissions(world, wanted.permissions);
    const chosen = chosenRepositories(world, installation, wanted);
    const ids = chosen && new Set(chosen.map(({ id }) => id));
    const identity = installationIdentity(world, installation, permissions, ids);
    return {
      status: 201,
      json: {
        token: world.credentials.issue('ghs', identity),
        expires_at: `${new Date(Date.now() + tokenLivesMs).toISOString().slice(0, 19)}Z`,
        permissions: { metadata: 'read', ...permissions },
        repository_selection: 'selected',
        ...(chosen !== undefined && {
          repositories: chosen.map((repository) => presentRepository(world, repository)),
        }),
      },
    };
  },

  'GET /app/hook/deliveries': ({ world, query }) => {
    const size = Number(query.per_page ?? 30);
    const { deliveries } = world.webhooks;
    // The cursor of a page is the id that it begins with; the newest come first.
    const wanted = deliveries
      .toReversed()
      .filter(({ id }) => query.cursor === undefined || id <= Number(query.cursor));
    const next = wanted[size];
    const search = new URLSearchParams({ ...query, cursor: String(next?.id) });
    return {
      status: 200,
      json: wanted.slice(0, size).map(presentDelivery),
      ...(next !== undefined && {
        headers: { link: `<${world.apiUrl}/app/hook/deliveries?${search}>; rel="next"` },
      }),
    };
  },

  'POST /app/hook/deliveries/{delivery_id}/attempts': (request) => {
    const isKnown = request.world.webhooks.redeliver(idOf(request, 'delivery_id'));
    if (!isKnown) throw new ApiError(404, 'Not Found');
    return { status: 202, json: {} };
  },
} satisfies Handlers;

/** Installs the app on one more repository and announces it: the account's first makes an installation. */
export function installApp(world: World, repository: RepositoryState, sender: User): void {
  if (repository.installation !== undefined) return;
  const account = world.user(repository.owner);
  const known = [...world.installations.values()].find(
    (installation) => installation.account === account,
  );
  const installation = known ?? { id: world.nextId(), account, createdAt: timestamp() };
  world.installations.set(installation.id, installation);
  repository.installation = installation;
  const { id, owner, repo } = repository;
  const short = {
    id,
    node_id: nodeId('Repository', id),
    name: repo,
    full_name: `${owner}/${repo}`,
    private: repository.private,
  };
  const payload =
    known === undefined
      ? { action: 'created', repositories: [short], requester: null }
      : {
          action: 'added',
          repository_selection: 'selected',
          repositories_added: [short],
          repositories_removed: [],
          requester: null,
        };
  world.webhooks.announce(known === undefined ? 'installation' : 'installation_repositories', {
    sender,
    isAlwaysSent: true,
    payload: { ...payload, installation: presentInstallation(world, installation) },
  });
}

/** GitHub's `installation`. */
function presentInstallation(world: World, installation: Installation): Record<string, unknown> {
  const { id, account, createdAt } = installation;
  return {
    id,
    client_id: presentApp(world.app, world.appOwner).client_id,
    account: presentUser(account),
    repository_selection: 'selected',
    access_tokens_url: `${world.apiUrl}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${pages}/settings/installations/${id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: { metadata: 'read', ...world.app.permissions },
    events: world.app.events,
    created_at: createdAt,
    updated_at: createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

/** A token may have less than the app, never more. */
function grantedPermissions(world: World, wanted?: TokenPermissions): TokenPermissions {
  const { permissions } = world.app;
  for (const [name, access] of Object.entries(wanted ?? {})) {
    const granted = name === 'metadata' ? 'read' : permissions[name];
    if (granted === undefined || (access === 'write' && granted !== 'write')) {
      throw new ApiError(422, 'The permissions requested are not granted to this installation.');
    }
  }
  return wanted ?? permissions;
}

function chosenRepositories(
  world: World,
  installation: Installation,
  wanted: { readonly repositories?: string[]; readonly repository_ids?: number[] },
): RepositoryState[] | undefined {
  if (wanted.repositories === undefined && wanted.repository_ids === undefined) return undefined;
  const installed = world.repositories.filter(
    (repository) => repository.installation === installation,
  );
  const chosen = [...(wanted.repositories ?? []), ...(wanted.repository_ids ?? [])].map((one) =>
    installed.find(({ id, repo }) => id === one || repo === one),
  );
  return chosen.map((repository) => {
    if (repository !== undefined) return repository;
    const message = 'There is at least one repository that does not exist or is not accessible';
    throw new ApiError(422, `${message} to the parent installation.`);
  });
}

function presentDelivery(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status: delivery.statusCode >= 200 && delivery.statusCode < 300 ? 'OK' : 'failed',
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function installationOf(request: ApiRequest): Installation {
  return found(request.world.installations.get(idOf(request, 'installation_id')));
}
