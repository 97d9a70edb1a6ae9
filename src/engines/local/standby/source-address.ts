import { Client } from 'pg';
import type { Secret } from '../../../config/secret.ts';
import { BranchProdError } from '../../../errors.ts';

/** Where the source is, and what PostgreSQL's own programs need to know in order to connect to it. */
export interface SourceAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /**
   * Variables of libpq, the password among them: only for the environment of a process, which unlike its arguments
   * and files nobody but its own user can read. https://www.postgresql.org/docs/18/libpq-envars.html
   */
  readonly environment: Readonly<Record<string, string>>;
}

/** Parameters of a URL that libpq also takes from its environment. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['channel_binding', 'PGCHANNELBINDING'],
  ['connect_timeout', 'PGCONNECT_TIMEOUT'],
  ['gssencmode', 'PGGSSENCMODE'],
  ['gsslib', 'PGGSSLIB'],
  ['hostaddr', 'PGHOSTADDR'],
  ['krbsrvname', 'PGKRBSRVNAME'],
  ['options', 'PGOPTIONS'],
  ['require_auth', 'PGREQUIREAUTH'],
  ['requirepeer', 'PGREQUIREPEER'],
  ['ssl_max_protocol_version', 'PGSSLMAXPROTOCOLVERSION'],
  ['ssl_min_protocol_version', 'PGSSLMINPROTOCOLVERSION'],
  ['sslcert', 'PGSSLCERT'],
  ['sslcrl', 'PGSSLCRL'],
  ['sslcrldir', 'PGSSLCRLDIR'],
  ['sslkey', 'PGSSLKEY'],
  ['sslmode', 'PGSSLMODE'],
  ['sslnegotiation', 'PGSSLNEGOTIATION'],
  ['sslrootcert', 'PGSSLROOTCERT'],
  ['sslsni', 'PGSSLSNI'],
]);

/** Reads the source's URL. Throws `source-unreachable`, without any of it, for one that can't be read. */
export function readSourceAddress(postgres: Secret): SourceAddress {
  try {
    const url = new URL(postgres.reveal());
    const { host, port, user, password, database } = new Client({
      connectionString: postgres.reveal(),
    });
    const environment: Record<string, string> = {
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user ?? '',
      PGCONNECT_TIMEOUT: '10',
    };
    if (password) environment.PGPASSWORD = password;
    for (const [name, value] of url.searchParams) {
      const variable = PARAMETERS.get(name);
      if (variable !== undefined) environment[variable] = value;
    }
    // Two forms that node-postgres knows and libpq does not.
    if (/^(1|true)$/.test(url.searchParams.get('ssl') ?? '')) environment.PGSSLMODE ??= 'require';
    if (environment.PGSSLMODE === 'no-verify') environment.PGSSLMODE = 'require';
    return { host, port, user: user ?? '', database: database ?? '', environment };
  } catch {
    // The parser's own error may quote the URL.
    throw new BranchProdError('source-unreachable', "The source's URL can't be read", {
      nextStep: 'Check `source.postgres` in the config.',
    });
  }
}
