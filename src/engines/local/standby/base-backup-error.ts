import { BranchProdError } from '../../../errors.ts';
import { stateUnusable } from '../state/state-unusable.ts';
import { noReplication } from './no-replication.ts';
import type { SourceAddress } from './source-address.ts';

export interface FailedBackup {
  /** What pg_basebackup said, in English. */
  readonly output: string;
  readonly address: SourceAddress;
  /** The folder that it wrote to. */
  readonly folder: string;
}

/** What the end of pg_basebackup means for its user. */
export function baseBackupError({ output, address, folder }: FailedBackup): BranchProdError {
  const { host, port, user } = address;
  const where = `${host}:${port}`;
  const cause = new Error(output.slice(-2000));
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return stateUnusable(folder, Object.assign(cause, { code: 'ENOSPC' }));
  }
  if (/must be superuser or replication role|permission denied to start WAL sender/.test(output)) {
    const role = `"${user.replaceAll('"', '""')}"`;
    return noReplication(
      `its role ${role} lacks REPLICATION`,
      `Run \`ALTER ROLE ${role} REPLICATION;\` there as a superuser`,
      cause,
    );
  }
  const entry = /(?:no pg_hba\.conf entry for|pg_hba\.conf rejects) replication connection/;
  if (entry.test(output)) {
    const from = /connection (?:from|for) host "([0-9a-fA-F.:]+)"/.exec(output)?.[1];
    const role = `"${user.replaceAll('"', '""')}"`;
    const line =
      from === undefined
        ? `local replication ${role} scram-sha-256`
        : `host replication ${role} ${from}/${from.includes(':') ? 128 : 32} scram-sha-256`;
    return noReplication(
      'its pg_hba.conf lets nobody replicate from here',
      `Put the line \`${line}\` into its pg_hba.conf, before those that reject, and run \`SELECT pg_reload_conf();\``,
      cause,
    );
  }
  if (/max_wal_senders/.test(output)) {
    return noReplication(
      'all of its max_wal_senders are taken',
      'Raise `max_wal_senders` there by 2 and restart it',
      cause,
    );
  }
  if (/not sufficient for making an online backup|requires "?wal_level/.test(output)) {
    return noReplication(
      'its wal_level is minimal',
      'Set `wal_level = replica` and restart it',
      cause,
    );
  }
  if (/requested WAL segment \S+ has already been removed/.test(output)) {
    return noReplication(
      'it removed the log of the backup before the backup was complete',
      'Raise `wal_keep_size` there to what it writes during the backup, and run it again',
      cause,
    );
  }
  if (
    /connection to server .* failed|could not connect|server closed the connection/.test(output)
  ) {
    const reason = /(?:FATAL|error): +(?:.*FATAL: +)?([^\n]*)/.exec(output)?.[1] ?? 'no answer';
    return new BranchProdError(
      'source-unreachable',
      `The source at ${where} lets nobody copy it: ${reason}`,
      {
        nextStep: 'Check that it runs and that `source.postgres` in the config is right.',
        cause,
      },
    );
  }
  const reason = /error: +([^\n]*)/.exec(output)?.[1] ?? 'pg_basebackup gave no reason';
  return noReplication(reason, 'Put that right there', cause);
}
