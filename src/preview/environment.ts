import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Secret } from '../config/secret.ts';

/** What a command of a preview sees of the world, and which parts of it no log may show. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly Secret[];
}

interface EnvironmentOptions {
  /** Our own environment. */
  readonly parent: NodeJS.ProcessEnv;
  /** What becomes HOME, and what TMPDIR. */
  readonly home: string;
  readonly temporary: string;
  /** The config's `preview.env`. */
  readonly settings: Readonly<Record<string, Secret>>;
  /** Not in the environment as such, and not for logs. */
  readonly secrets?: readonly Secret[];
}

/** Taken over from our own environment, where set, in both the upper and the lower case form of proxies. */
const inherited = [
  'LANG',
  'LC_ALL',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'npm_config_registry',
  'NPM_CONFIG_REGISTRY',
];

/**
 * The environment of the build: an allow-list of `parent`, then the config's variables. It has no database.
 * HOME and TMPDIR are folders of the preview, so that no ~/.npmrc, ~/.pgpass or cloud credential is found by
 * accident. That is no sandbox: the commands run as the same user.
 */
export function buildEnvironment(options: EnvironmentOptions): Environment {
  const base = baseEnvironment(options);
  return { ...base, variables: { ...base.variables, CI: '1' } };
}

/**
 * The environment of the application: the allow-list, the config's variables, then its database and its address,
 * which no config can change.
 */
export function applicationEnvironment(
  options: EnvironmentOptions & {
    /** A PostgreSQL URL. */
    database: Secret;
    /** On 127.0.0.1, which HOST says. */
    port: number;
  },
): Environment {
  const base = baseEnvironment(options);
  const database = new URL(options.database.reveal());
  const password = decodeURIComponent(database.password);
  const sslMode = database.searchParams.get('sslmode');
  return {
    variables: {
      ...base.variables,
      DATABASE_URL: options.database.reveal(),
      // https://www.postgresql.org/docs/current/libpq-envars.html
      PGHOST: database.hostname.replaceAll(/[[\]]/g, ''),
      PGPORT: database.port || '5432',
      PGUSER: decodeURIComponent(database.username),
      PGPASSWORD: password,
      PGDATABASE: decodeURIComponent(database.pathname.slice(1)),
      ...(sslMode !== null && { PGSSLMODE: sslMode }),
      PORT: String(options.port),
      HOST: '127.0.0.1',
    },
    secrets: [...base.secrets, options.database, new Secret(password)],
  };
}

/** What the application gets of our own environment and of the config's variables, in clear. */
export function configuredVariables(
  parent: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, Secret>>,
): Record<string, string> {
  const configured = Object.entries(settings).map(([name, secret]) => [name, secret.reveal()]);
  return Object.fromEntries([...takenFrom(parent), ...configured]);
}

function takenFrom(parent: NodeJS.ProcessEnv): (readonly [string, string])[] {
  return inherited.flatMap((name) => {
    const value = parent[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

function baseEnvironment(options: EnvironmentOptions): Environment {
  const { parent, home, temporary, settings, secrets = [] } = options;
  return {
    variables: {
      // The same node as ours comes first, whatever else is installed.
      PATH: [dirname(process.execPath), parent.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(
        delimiter,
      ),
      HOME: home,
      TMPDIR: temporary,
      TERM: 'dumb',
      npm_config_cache: npmCache(parent),
      ...configuredVariables(parent, settings),
    },
    secrets: [
      ...Object.values(settings),
      ...secrets,
      ...takenFrom(parent).flatMap(([, value]) => urlPassword(value)),
    ],
  };
}

/**
 * The real user's npm cache: in the one of a fresh HOME nothing would be found, and every `npm ci` would download
 * everything. npm checks what it takes from a cache against the lock file's hashes.
 */
function npmCache(parent: NodeJS.ProcessEnv): string {
  const configured = parent.npm_config_cache ?? parent.NPM_CONFIG_CACHE;
  return configured ?? join(parent.HOME ?? homedir(), '.npm');
}

/** Proxies and registries may carry credentials. */
function urlPassword(value: string): Secret[] {
  const password = URL.parse(value)?.password;
  return password ? [new Secret(password)] : [];
}
