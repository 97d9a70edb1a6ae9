import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Secret } from '../../../../src/config/secret.ts';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import { type Backup, backUp } from '../../../../src/engines/local/backup/backup.ts';
import { type Account, serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { createPostgresServer } from '../../../../src/engines/local/servers/postgres/postgres-server.ts';
import { makeFolder } from '../../../postgres/data-directory.ts';
import type { TestInstallation } from '../../../postgres/installations.ts';
import { query } from '../../../postgres/query.ts';

export interface CopyTo {
  readonly parent?: string | undefined;
  /** Whose the files become; the user's that serves copies if absent. */
  readonly owner?: Account | undefined;
  readonly signal?: AbortSignal;
  /** Called when all of the data are copied, before the backup is ended. */
  readonly onCopied?: (client: Client) => Promise<void>;
}

/** A copy that {@link backUp} made, and the folder that it lies in. */
export interface DataCopy extends Backup, AsyncDisposable {
  readonly data: string;
  /** Starts a server on it, until the copy is disposed; a `branch` can be copied again, a private server can't. */
  start(installation: TestInstallation, as?: 'branch'): Promise<DatabaseAddress>;
}

/** Backs up the directory of the server at this address, as a whole run does. */
export async function copyData(
  address: DatabaseAddress,
  from: string,
  { parent = tmpdir(), owner: given, signal = new AbortController().signal, onCopied }: CopyTo = {},
): Promise<DataCopy> {
  const folder = await mkdtemp(join(await realpath(parent), 'copy-'));
  await chmod(folder, 0o711);
  const data = join(folder, 'data');
  const owner = given ?? (await serverAccount('copy'));
  const servers: { kill(): Promise<void> }[] = [];
  const dispose = async () => {
    for (const server of servers) await server.kill();
    await rm(folder, { recursive: true });
  };
  const client = clientOf(address);
  try {
    await client.connect();
    if (onCopied) beforeStop(client, () => onCopied(client));
    const backup = await backUp({ client, from, to: data, owner, signal });
    return { ...backup, data, start, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    await client.end().catch(() => {});
  }

  async function start({ bin }: TestInstallation, as?: 'branch'): Promise<DatabaseAddress> {
    const socketDirectory = join(folder, 'socket');
    await makeFolder(socketDirectory, owner);
    const server = await createPostgresServer({ programs: [bin] }).start({
      dataDirectory: data,
      database: 'postgres',
      superuser: 'postgres',
      access: as
        ? { kind: 'login', user: 'postgres', password: new Secret('of the tests') }
        : { kind: 'private', socketDirectory },
    });
    servers.push(server);
    expectAnswer(await query(server.address, 'SELECT pg_is_in_recovery() AS recovers'));
    return server.address;
  }
}

/** Nobody promotes a copy: it has to come up as a primary by itself. */
function expectAnswer([row]: Record<string, unknown>[]): void {
  if (row?.recovers !== false) throw new Error('the copy has not ended its recovery');
}

export function clientOf({ host, port, user, password, database }: DatabaseAddress): Client {
  const client = new Client({ host, port, user, database, password: password?.reveal() });
  client.on('error', () => {});
  return client;
}

function beforeStop(client: Client, act: () => Promise<void>): void {
  const original = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
  const replaced = async (...given: unknown[]) => {
    if (/pg_(backup_stop|stop_backup)/.test(String(given[0]))) await act();
    return original(...given);
  };
  client.query = replaced as unknown as Client['query'];
}
