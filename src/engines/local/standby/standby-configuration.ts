import { readFile } from 'node:fs/promises';
import { settingLine } from '../data-directory/configuration-files.ts';
import { placeFile } from '../data-directory/place-file.ts';
import type { Account } from '../servers/account.ts';
import { accessRules } from '../servers/postgres/access-rules.ts';
import { harmlessSettings } from '../servers/postgres/server-settings.ts';
import { socketList } from '../servers/postgres/socket-list.ts';
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

/**
 * Writes the configuration of the standby's server, which may run: beside its data directory, where it could make a
 * name a link that we would follow. Returns whether it is another one than before.
 */
export async function writeStandbyConfiguration(
  { configuration: path, rules, socket }: StandbyFolder,
  { major, configuration, limits }: SourceFacts,
  account: Account | undefined,
): Promise<boolean> {
  const settings = {
    ...harmlessSettings(major),
    ...FOLLOWING,
    ...limits,
    hba_file: rules,
    unix_socket_directories: socketList(socket),
  };
  const lines = Object.entries(settings).map(([name, value]) => settingLine(name, value));
  const text = configuration + lines.join('');
  const before = await readFile(path, 'utf8').catch(() => undefined);
  await placeFile(rules, accessRules({ kind: 'private', socketDirectory: socket }), account);
  await placeFile(path, text, account);
  return text !== before;
}
