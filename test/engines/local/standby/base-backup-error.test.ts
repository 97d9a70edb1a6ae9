import { describe, expect, it } from 'vitest';
import { baseBackupError } from '../../../../src/engines/local/standby/base-backup-error.ts';

const address = { host: 'db.example', port: 5432, user: 'u', database: 'd', environment: {} };
const errorOf = (output: string) => baseBackupError({ output, address, folder: '/state/copies/x' });

describe('the end of pg_basebackup', () => {
  it.each([
    [
      'a full disk',
      'pg_basebackup: error: could not write to file "base/5/1": No space left on device',
      { code: 'state-unusable', message: expect.stringContaining('is full') },
    ],
    [
      'a managed service that gives no replica',
      'pg_basebackup: error: connection to server at "db.example" (10.0.0.1), port 5432 failed: FATAL:  permission denied to start WAL sender\nDETAIL:  Only roles with the REPLICATION attribute may start a WAL sender process.',
      { code: 'source-unsupported', nextStep: expect.stringContaining('source.copy: logical') },
    ],
    [
      'log that was removed meanwhile',
      'pg_basebackup: error: could not send replication command "START_REPLICATION": ERROR:  requested WAL segment 000000010000000000000003 has already been removed',
      { code: 'source-unsupported', nextStep: expect.stringContaining('wal_keep_size') },
    ],
    [
      'access rules, for an address of version 6',
      'pg_basebackup: error: connection to server at "db.example" (::1), port 5432 failed: FATAL:  no pg_hba.conf entry for replication connection from host "2001:db8::7", user "u", no encryption',
      { nextStep: expect.stringContaining('`host replication "u" 2001:db8::7/128 scram-sha-256`') },
    ],
    [
      'an unreachable source',
      'pg_basebackup: error: connection to server at "db.example" (10.0.0.1), port 5432 failed: Connection refused',
      { code: 'source-unreachable', message: expect.stringContaining('db.example:5432') },
    ],
    [
      'anything else, in its own words',
      'pg_basebackup: error: something new',
      { code: 'source-unsupported', message: expect.stringContaining('something new') },
    ],
  ])('says what to do about %s', (_, output, expected) => {
    expect(errorOf(output)).toMatchObject(expected);
  });
});
