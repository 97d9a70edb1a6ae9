import { actionsApp, createCredentials } from './identities.ts';
import type { AppIdentity, RepositoryState, User } from './state.ts';
import { createWebhooks } from './webhooks.ts';
import { appIdentity, type World } from './world.ts';

/** Ids of users on GitHub that everybody knows. */
const knownIds: Readonly<Record<string, number>> = { 'github-actions[bot]': 41_898_282 };

/**
 * An empty GitHub with one app.
 *
 * @param fail receives what goes wrong in work that nobody waits for
 */
export function createWorld({
  app,
  apiUrl,
  filesUrl,
  runsListedAfterMs,
  fail,
}: {
  app: AppIdentity;
  apiUrl: string;
  filesUrl: string;
  runsListedAfterMs: number;
  fail: (error: unknown) => void;
}): World {
  const users = new Map<string, User>();
  const repositories: RepositoryState[] = [];
  let lastId = 1_000_000;
  const nextId = () => ++lastId;
  const user = (login: string): User => {
    const key = login.toLowerCase();
    const known = users.get(key);
    if (known !== undefined) return known;
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    const created: User = { id: knownIds[login] ?? nextId(), login, type };
    users.set(key, created);
    return created;
  };
  user(`${actionsApp.slug}[bot]`);
  const world: World = {
    apiUrl,
    filesUrl,
    app,
    appOwner: user('app-owner'),
    credentials: createCredentials(appIdentity(app, user(`${app.slug}[bot]`))),
    repositories,
    installations: new Map(),
    webhooks: createWebhooks(() => world),
    runsListedAfterMs,
    runHandler: undefined,
    nextId,
    user,
    knownUser: (login) => users.get(login.toLowerCase()),
    later(work) {
      setImmediate(async () => {
        try {
          await work();
        } catch (error) {
          fail(error);
        }
      });
    },
  };
  return world;
}
