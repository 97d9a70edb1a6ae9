import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import type { SourceSettings } from '../../../../src/engines/engine.ts';
import { createPostgresServer } from '../../../../src/engines/local/servers/postgres/postgres-server.ts';
import { withPrivateCopy } from '../../../../src/engines/local/snapshot/private-copy.ts';
import { logicalOfSource } from '../../../../src/engines/local/sources/logical.ts';
import type {
  CopiedSource,
  CopyTarget,
} from '../../../../src/engines/local/sources/source-copy.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import type { TestInstallation } from '../../../postgres/installations.ts';

export interface CopyOptions extends Partial<CopyTarget> {
  readonly installation: TestInstallation;
  readonly settings: SourceSettings;
  /** Gets the superuser's address of the copy. */
  readonly work?: (address: DatabaseAddress, copied: CopiedSource) => Promise<void>;
  /** Where it is made; a folder of its own by default. */
  readonly place?: string;
}

/** Copies a source row by row and starts a server on the copy, in a folder that is removed in the end. */
export async function copyLogically(options: CopyOptions): Promise<void> {
  const { installation, settings, work = async () => {} } = options;
  const programs = [installation.bin];
  const server = createPostgresServer({ programs });
  const owner = await server.account();
  const place = options.place ?? (await mkdtemp(join(tmpdir(), 'branch-prod-logical-')));
  await chmod(place, 0o711);
  const { signal = new AbortController().signal } = options;
  try {
    const source = await logicalOfSource(settings, { programs });
    const to = join(place, 'data');
    const copied = await source.copyTo({
      ...{ server, owner, signal, to, onProgress: () => {} },
      ...options,
    });
    expect(await readdir(place)).toEqual(['data']);
    const { database, superuser } = copied.state;
    const copy = { folder: place, recordServer: async () => {} };
    const served = { copy, server, owner, database, superuser, signal };
    await withPrivateCopy(served, async (prepared) => {
      const { host, port } = await prepared.connect();
      await work({ host, port, user: superuser, database }, copied);
    });
  } catch (error) {
    expect(await readdir(place)).not.toContain('dump');
    throw error;
  } finally {
    await removeFolder(place);
  }
}
