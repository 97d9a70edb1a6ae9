import { Secret } from '../config/secret.ts';

/** Where a database answers and as whom. `host` is an address, or the absolute path of a socket's folder. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Absent where the folder's permissions are the protection. */
  readonly password?: Secret;
  readonly database: string;
}

/** The address as libpq and its like read it; a secret, because it holds the password. */
export function databaseUrl(address: DatabaseAddress): Secret {
  const user = encodeURIComponent(address.user);
  const login =
    address.password === undefined
      ? user
      : `${user}:${encodeURIComponent(address.password.reveal())}`;
  const database = encodeURIComponent(address.database);
  return address.host.startsWith('/')
    ? new Secret(
        `postgres://${login}@/${database}?host=${encodeURIComponent(address.host)}&port=${address.port}`,
      )
    : new Secret(`postgres://${login}@${address.host}:${address.port}/${database}`);
}
