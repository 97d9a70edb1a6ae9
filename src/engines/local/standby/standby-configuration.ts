import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeConfigurationFiles } from '../data-directory/configuration-files.ts';
import type { Account } from '../servers/account.ts';
import { accessRules } from '../servers/postgres/access-rules.ts';
import { harmlessSettings } from '../servers/postgres/server-settings.ts';
import type { SourceFacts } from './read-source-facts.ts';
import type { StandbyFolder } from './standby-folder.ts';

/** How the server follows its source. Where that is and as whom are in the environment of its process. */
const FOLLOWING = {
  hot_standby: 'on',
  // Our queries must not keep the source from removing what is dead, nor a slot its log.
  hot_standby_feedback: 'off',
  primary_conninfo: 'application_name=branch-prod',
  primary_slot_name: '',
  wal_receiver_create_temp_slot: 'off',
  // The source is asked for a sign of life after half of it: so much the age of an idle source's data is known.
  wal_receiver_timeout: '10s',
  recovery_target_timeline: 'latest',
  restore_command: '',
  shared_buffers: '128MB',
  port: '5432',
};

/** Writes the configuration of the standby's server in the place of its source's. */
export async function writeStandbyConfiguration(
  { data, socket }: StandbyFolder,
  { major, configuration, limits }: SourceFacts,
  account: Account | undefined,
): Promise<void> {
  const settings = {
    ...harmlessSettings(major),
    ...FOLLOWING,
    ...limits,
    unix_socket_directories: socketList(socket),
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'\n`,
  );
  await writeConfigurationFiles(data, configuration + lines.join(''), account);
  const rules = accessRules({ kind: 'private', socketDirectory: socket });
  await writeOwned(join(data, 'pg_hba.conf'), rules, account);
  await writeOwned(join(data, 'standby.signal'), '', account);
}

/** A list whose items may be quoted, because of commas in paths; SplitDirectoriesString in varlena.c. */
function socketList(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}

async function writeOwned(path: string, text: string, account: Account | undefined): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (account) await chown(path, account.uid, account.gid);
}
