import { join } from 'node:path';
import { z } from 'zod';
import { BranchProdError } from '../../../errors.ts';
import { readDescription } from '../state/descriptions.ts';
import { fingerprint } from '../state/item-id.ts';
import type { StateFolder } from '../state/state-folder.ts';
import type { SourceAddress } from './source-address.ts';

/** `standby.json` */
const standbyDescriptionSchema = z.strictObject({
  id: z.string(),
  /** `host:port` */
  source: z.string(),
  createdAt: z.iso.datetime(),
  major: z.int().positive(),
  /** A role of the source that is a superuser and may log in. */
  superuser: z.string(),
});

export type StandbyDescription = z.infer<typeof standbyDescriptionSchema>;

/** Where the standby of a source is kept, whether there is one or not. */
export interface StandbyFolder {
  readonly id: string;
  /** `host:port` */
  readonly source: string;
  readonly path: string;
  readonly data: string;
  /** The folder of the server's socket. */
  readonly socket: string;
  /** What the server said since its start. */
  readonly log: string;
  /** The server's `postgresql.conf` and `pg_hba.conf`. */
  readonly configuration: string;
  readonly rules: string;
  readonly description: string;
}

/** One for each host and port, whatever the role and the database. */
export function standbyFolder(state: StateFolder, { host, port }: SourceAddress): StandbyFolder {
  const source = `${host}:${port}`;
  // As long as a copy's path, so that the path of its socket is not too long either.
  const id = `sb-${fingerprint([host, String(port)])}`;
  const path = join(state.standbys, id);
  return {
    id,
    source,
    path,
    data: join(path, 'data'),
    socket: join(path, 'socket'),
    log: join(path, 'log'),
    configuration: join(path, 'postgresql.conf'),
    rules: join(path, 'pg_hba.conf'),
    description: join(path, 'standby.json'),
  };
}

/** `undefined` when there is no standby. Throws `state-unusable` when its description is damaged. */
export async function readStandby(folder: StandbyFolder): Promise<StandbyDescription | undefined> {
  try {
    return await readDescription(folder.description, standbyDescriptionSchema);
  } catch (cause) {
    throw new BranchProdError('state-unusable', (cause as Error).message, {
      nextStep: 'Run `branch-prod standby stop --remove`, then `branch-prod standby start`.',
      cause,
    });
  }
}
