import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { databaseUrl } from '../../../../src/engines/database-address.ts';
import { requireRoom } from '../../../../src/engines/local/standby/require-room.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import {
  type PostgresOptions,
  startPostgres,
  type TestPostgres,
} from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { standbyTest } from './standby-test.ts';

const { system, embedded } = await findTestInstallations();

/** What `start` throws for a source as `change` leaves it; nothing is left of the attempt. */
async function refusal({
  options,
  url,
  found = system,
  change = [],
  settings = {},
}: {
  options?: PostgresOptions;
  url?: (server: TestPostgres) => Secret;
  found?: typeof system;
  change?: readonly string[];
  settings?: Parameters<typeof standbyTest>[1];
}): Promise<unknown> {
  await using server = await startPostgres(have(found).installation, options);
  if (change.length > 0) await server.query(...change);
  const source = url?.(server) ?? server.settings.postgres;
  await using standby = await standbyTest(source, settings);
  const error = await standby.start().catch((thrown) => thrown);
  expect(await readdir(standby.state.standbys)).toEqual([]);
  expect(await readdir(standby.state.copies)).toEqual([]);
  expect(JSON.stringify([error.message, error.nextStep])).not.toContain('word-of-');
  return error;
}

const asReader = ({ address }: TestPostgres) =>
  databaseUrl({ ...address, user: 'rea"der', password: new Secret('word-of-reader') });
const createReader = `CREATE ROLE "rea""der" LOGIN PASSWORD 'word-of-reader'`;

describe('a source that can not have a standby says why, and what to do', {
  ...needs(system),
  timeout: 60_000,
}, () => {
  it('for a role without REPLICATION', async () => {
    expect(await refusal({ url: asReader, change: [createReader] })).toMatchObject({
      code: 'source-unsupported',
      message: expect.stringContaining('lacks REPLICATION'),
      nextStep: expect.stringMatching(/ALTER ROLE "rea""der" REPLICATION;.*source\.copy: logical/),
    });
  });

  it('for access rules that let the role not replicate', async () => {
    const options = { hba: ['host replication all 127.0.0.1/32 reject'] };
    const change = [`${createReader} REPLICATION`];
    expect(await refusal({ options, url: asReader, change })).toMatchObject({
      code: 'source-unsupported',
      message: expect.stringContaining('pg_hba.conf'),
      nextStep: expect.stringContaining('`host replication "rea""der" 127.0.0.1/32 scram-sha-256`'),
    });
  });

  it('for one whose max_wal_senders are taken', async () => {
    expect(await refusal({ options: { settings: ['max_wal_senders = 1'] } })).toMatchObject({
      code: 'source-unsupported',
      nextStep: expect.stringContaining('`max_wal_senders`'),
    });
  });

  it('for one with wal_level = minimal', async () => {
    const settings = ['wal_level = minimal', 'max_wal_senders = 0'];
    expect(await refusal({ options: { settings } })).toMatchObject({
      code: 'source-unsupported',
      nextStep: expect.stringContaining('wal_level = replica'),
    });
  });

  it('for one whose commits could wait for any standby', async () => {
    const settings = ["synchronous_standby_names = 'ANY 1 (*)'", 'synchronous_commit = local'];
    expect(await refusal({ options: { settings } })).toMatchObject({
      code: 'source-unsupported',
      message: expect.stringContaining('synchronous_standby_names'),
    });
  });

  it('for one larger than what may be kept, before it is copied', async () => {
    expect(await refusal({ settings: { limits: { disk: 2 ** 20 } } })).toMatchObject({
      code: 'limit-reached',
      message: expect.stringContaining('0.0 GiB are allowed'),
    });
  });

  it('for one larger than the disk', async () => {
    await using standby = await standbyTest(new Secret('postgres://127.0.0.1:1/postgres'));
    const { state } = standby;
    await expect(requireRoom({ state, limits: {} }, 2 ** 60)).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining('is full'),
    });
    await requireRoom({ state, limits: { disk: 2 ** 21 } }, 2 ** 20);
  });

  it('for a wrong password', async () => {
    const url = ({ address }: TestPostgres) =>
      databaseUrl({ ...address, password: new Secret('word-of-nobody') });
    expect(await refusal({ url })).toMatchObject({ code: 'source-unreachable' });
  });

  it('for one that does not answer', async () => {
    const url = () => new Secret('postgres://postgres:word-of-nobody@127.0.0.1:1/postgres');
    expect(await refusal({ url })).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });
});

it('says that pg_basebackup is missing on this machine', needs(embedded, system), async () => {
  const programs = [have(embedded).installation.bin];
  expect(await refusal({ found: embedded, settings: { programs } })).toMatchObject({
    code: 'source-unsupported',
    message: expect.stringContaining('pg_basebackup'),
    nextStep: expect.stringContaining('engine.programs'),
  });
});

it('says that the version of the source is missing on this machine', needs(embedded), async () => {
  expect(await refusal({ found: embedded })).toMatchObject({
    code: 'source-unsupported',
    message: expect.stringContaining('no PostgreSQL 18'),
  });
});
