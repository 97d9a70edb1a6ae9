import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import type { Secret } from '../../../config/secret.ts';
import type { SourceSettings } from '../../engine.ts';
import { acceptedConfiguration } from '../data-directory/accepted-configuration.ts';
import {
  isConfigurationFile,
  writeConfigurationFiles,
} from '../data-directory/configuration-files.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { chooseExtensions } from './logical/choose-extensions.ts';
import { dumpSource } from './logical/dump-source.ts';
import { type Cluster, makeCluster } from './logical/make-cluster.ts';
import { makeRoles } from './logical/make-roles.ts';
import { requirePrograms } from './logical/programs.ts';
import { readDefinition } from './logical/read-definition.ts';
import { readLogicalState } from './logical/read-logical-state.ts';
import { asUnreadable, requireReadable } from './logical/require-readable.ts';
import { restoreDump } from './logical/restore-dump.ts';
import { sourceEnvironment } from './logical/source-environment.ts';
import { whatIsLeftOut } from './logical/what-is-left-out.ts';
import { withSource } from './source-connection.ts';
import type { CopiedSource, CopyTarget, SourceCopy } from './source-copy.ts';

export interface LogicalOptions {
  /** Folders with the programs of PostgreSQL, looked at before the usual places. */
  readonly programs: readonly string[];
}

/**
 * The source copied row by row, by pg_dump and pg_restore, for servers whose files nobody gets: it asks of the source
 * nothing but to be read by the role in its URL. One exported snapshot makes the copy one instant. Indexes are built
 * anew, so that vector indexes rank differently: `observeSource` says how the source's did.
 */
export async function logicalOfSource(
  source: SourceSettings,
  options: LogicalOptions,
): Promise<SourceCopy> {
  return {
    identity: ['logical', withoutPassword(source.postgres)],
    readState: () => withSource(source.postgres, readLogicalState),
    copyTo: (target) => copyLogically(source, { ...options, ...target }),
  };
}

/** A new password makes no new source. */
function withoutPassword(postgres: Secret): string {
  const url = new URL(postgres.reveal());
  url.password = '';
  return url.href;
}

interface Copying extends CopyTarget, LogicalOptions {}

async function copyLogically(source: SourceSettings, options: Copying): Promise<CopiedSource> {
  const { to, owner, signal, onProgress } = options;
  // Inside the copy's folder, which goes whatever happens; raw values lie in it.
  const dump = join(dirname(to), 'dump');
  await mkdir(dump, { mode: 0o700 });
  let cluster: Cluster | undefined;
  const setCluster = (made: Cluster) => {
    cluster = made;
    return made;
  };
  try {
    const dumped = await withSource(source.postgres, (client) =>
      dumpInstant(client, { ...options, url: source.postgres, dump, setCluster }).catch(
        asUnreadable,
      ),
    );
    const { state, definition } = dumped;
    await restoreDump({ ...options, ...dumped, dump });
    throwIfInterrupted(signal);
    await rm(dump, { recursive: true });
    onProgress('collecting statistics of the copy');
    await dumped.cluster.query(state.database, 'VACUUM (ANALYZE)');
    await dumped.cluster.stop();
    // What the server has put in their place, such as a link, must lead us nowhere.
    for (const name of (await readdir(to)).filter(isConfigurationFile)) {
      await rm(join(to, name), { recursive: true });
    }
    await writeConfigurationFiles(to, definition.configuration, owner);
    return { state, copy: 'copy', notes: [MADE_ANEW, ...dumped.notes] };
  } finally {
    await cluster?.end();
    await rm(dump, { recursive: true, force: true });
  }
}

const MADE_ANEW = 'The source was copied row by row (logical copy): every index was built anew.';

interface Dumping extends Copying {
  readonly url: Secret;
  readonly dump: string;
  /** Is told of the cluster as soon as there is one, and returns it. */
  readonly setCluster: (cluster: Cluster) => Cluster;
}

/**
 * In one transaction of the source, whose snapshot is the copy's instant: checks that the copy can be made, makes the
 * cluster for it, lets the source be observed and dumps it.
 */
async function dumpInstant(client: Client, options: Dumping) {
  const { url, dump, signal } = options;
  // A policy that hides rows is an error then, and not a smaller table.
  await client.query('SET LOCAL row_security = off');
  const state = await readLogicalState(client);
  const source = await readDefinition(client);
  const programs = await requirePrograms(source.major, options.programs);
  const accepted = await acceptedConfiguration(source.configuration, {
    major: source.major,
    programs: options.programs,
  });
  const definition = { ...source, configuration: accepted.configuration };
  await requireReadable(client);
  const made = { ...options, programs, state, definition };
  const cluster = options.setCluster(await makeCluster(made));
  const { extensions, notes } = await chooseExtensions(cluster, definition);
  await makeRoles(cluster, definition);
  await untilInterrupted(signal, options.observeSource?.(client));
  const environment = await sourceEnvironment(client, url, dump);
  await dumpSource({ ...made, client, extensions, environment });
  const leftOut = await whatIsLeftOut(client);
  return { state, definition, programs, cluster, notes: [...accepted.notes, ...notes, ...leftOut] };
}
