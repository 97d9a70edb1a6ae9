import type { Repository } from '../../../src/github/thread.ts';
import { answer } from './answer.ts';
import { createWorld } from './create-world.ts';
import type { DispatchedRun, RunHandler, TokenPermissions } from './dispatch.ts';
import { createFaults, type Delay, type Fault, faultAnswer } from './faults.ts';
import { startFiles } from './files.ts';
import type { Identity } from './identities.ts';
import { installApp } from './installations.ts';
import type { Operation } from './operations.ts';
import { createPerson, type Person } from './people.ts';
import { createRepository, type NewRepository } from './repositories.ts';
import { type Reply, startServer } from './server.ts';
import type { AppIdentity, RepositoryState } from './state.ts';
import { openApiValidation } from './validation.ts';
import type { Delivery } from './webhooks.ts';
import { findRepository, installationIdentity, jobIdentity } from './world.ts';

/** One request that App or Action sent. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
  /** `undefined` for a route that isn't in operations.ts. */
  readonly operation: Operation | undefined;
  /** `undefined` without a valid token. */
  readonly identity: Pick<Identity, 'kind' | 'login' | 'type' | 'appId' | 'slug'> | undefined;
  /** What was answered; 0 if the connection was ended instead. */
  readonly status: number;
  /** When it was answered, in milliseconds. */
  readonly at: number;
  /** Why it is not valid by GitHub's description. */
  readonly problems: readonly string[];
}

export interface GitHubOptions {
  /** Our app, with the permissions and events of `app.yml`. */
  readonly app: Pick<AppIdentity, 'permissions' | 'events'> & Partial<AppIdentity>;
  /** For how long a new workflow run is in no list, in milliseconds. Default: 0. */
  readonly runsListedAfterMs?: number;
}

/** A GitHub of one's own: the REST API on 127.0.0.1, webhooks, and what people do. */
export interface GitHubStandIn extends AsyncDisposable {
  /** Base of the API, without a slash at the end. */
  readonly url: string;
  /** Our app, with its private key in PEM. */
  readonly app: AppIdentity & { readonly privateKey: string };
  /** Every request, in the order of the answers. */
  readonly requests: readonly LoggedRequest[];
  /** Those that are not valid by GitHub's description. Every test ends by expecting none. */
  readonly invalidRequests: readonly LoggedRequest[];
  readonly deliveries: readonly Delivery[];

  /** Adds a repository; the app is installed on it unless `installed` is `false`. The first one is the default one. */
  addRepository(repository: NewRepository & { readonly installed?: boolean }): RepositoryState;
  /** The state of a repository, to look at; without a name the first one. */
  repository(name?: Repository): RepositoryState;
  /** Gives somebody a role: `admin`, `maintain`, `write`, `triage`, `read`, or one of the organization's own. */
  addCollaborator(login: string, role: string, options?: CollaboratorOptions): void;
  /** A person who acts; they exist from then on, with no role. */
  as(login: string, repository?: Repository): Person;

  /** A token of the app on a repository's installation, for clients that a test makes itself. */
  installationToken(repository?: Repository): string;
  /** A `GITHUB_TOKEN` as a job has it, without a run. */
  jobToken(permissions: TokenPermissions, repository?: Repository): string;

  /** From now on webhooks go to this address. */
  sendTo(url: string, secret: string): void;
  /** Sends a delivery again, with the same `x-github-delivery`. */
  redeliver(id: number): void;
  /** Resolves when every webhook so far was answered. */
  settled(): Promise<void>;

  /** Who executes runs; without anybody, they stay queued until the test moves them by {@link run}. */
  onDispatch(handler: RunHandler): void;
  /** A run as its runner sees it. */
  run(id: number): DispatchedRun;

  failNext(fault: Fault): void;
  delay(delay: Delay): void;

  /** Ends the servers. Rejects if a run handler threw, or the stand-in gave an answer that GitHub wouldn't. */
  close(): Promise<void>;
}

export interface CollaboratorOptions {
  readonly repository?: Repository;
  /** What a role of the organization's own amounts to. */
  readonly permission?: 'admin' | 'write' | 'read' | 'none';
}

const permissionOf: Readonly<Record<string, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
};

/** Starts a GitHub without repositories. */
export async function startGitHub(options: GitHubOptions): Promise<GitHubStandIn> {
  const app: AppIdentity = { id: 424_242, slug: 'branch-prod', ...options.app };
  const requests: LoggedRequest[] = [];
  const defects: unknown[] = [];
  const faults = createFaults();
  const validation = openApiValidation();
  const files = await startFiles(() => world.repositories);

  const server = await startServer(async (raw): Promise<Reply> => {
    const fault = await faults.meet(raw.method, raw.url.pathname);
    const isDone = fault === undefined || fault.afterwards === true;
    const exchange = isDone ? await answer(world, validation, raw) : undefined;
    if (exchange?.defect !== undefined) defects.push(exchange.defect);
    const reply = fault === undefined ? exchange?.response : faultAnswer(fault);
    requests.push({
      method: raw.method,
      path: raw.url.pathname,
      query: Object.fromEntries(raw.url.searchParams),
      body: readBody(raw.text),
      operation: exchange?.operation,
      identity: exchange?.identity && who(exchange.identity),
      status: reply?.status ?? 0,
      at: Date.now(),
      problems: exchange?.problems ?? [],
    });
    return reply;
  });

  const world = createWorld({
    app,
    apiUrl: server.url,
    filesUrl: files.url,
    runsListedAfterMs: options.runsListedAfterMs ?? 0,
    fail: (error) => defects.push(error),
  });

  const repository = (name?: Repository): RepositoryState => {
    const named =
      name === undefined ? world.repositories[0] : findRepository(world, name.owner, name.repo);
    if (named === undefined) throw new Error('there is no such repository');
    return named;
  };
  const shutDown = async () => {
    await world.webhooks.settled();
    await Promise.all([server.close(), files.close()]);
    if (defects.length > 0) throw new AggregateError(defects, 'the stand-in of GitHub failed');
  };

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= shutDown();
    return closed;
  };

  return {
    url: server.url,
    app: { ...app, privateKey: world.credentials.privateKey },
    requests,
    get invalidRequests() {
      return requests.filter(({ problems }) => problems.length > 0);
    },
    deliveries: world.webhooks.deliveries,
    addRepository({ installed = true, ...content }) {
      const added = createRepository(world, content);
      if (installed) installApp(world, added, world.user(added.owner));
      return added;
    },
    repository,
    addCollaborator(login, role, { repository: name, permission } = {}) {
      const { login: known } = world.user(login);
      const amount = permission ?? permissionOf[role];
      if (amount === undefined) throw new Error(`say which permission the role ${role} has`);
      repository(name).collaborators.set(known, { role, permission: amount });
    },
    as: (login, name) => createPerson(world, repository(name), login),
    installationToken(name) {
      const { installation } = repository(name);
      if (installation === undefined) throw new Error('the app is not installed there');
      const identity = installationIdentity(world, installation, app.permissions);
      return world.credentials.issue('ghs', identity);
    },
    jobToken: (permissions, name) =>
      world.credentials.issue('ghs', jobIdentity(world, repository(name), permissions)),
    sendTo: world.webhooks.sendTo,
    redeliver(id) {
      if (!world.webhooks.redeliver(id)) throw new Error(`there is no delivery ${id}`);
    },
    settled: world.webhooks.settled,
    onDispatch(handler) {
      world.runHandler = handler;
    },
    run(id) {
      const run = world.repositories.flatMap(({ runs }) => runs.get(id) ?? [])[0];
      if (run === undefined) throw new Error(`there is no run ${id}`);
      return run.dispatched;
    },
    failNext: faults.failNext,
    delay: faults.delay,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function who({ kind, login, type, appId, slug }: Identity): LoggedRequest['identity'] {
  return { kind, login, type, appId, slug };
}

function readBody(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
