import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readStorage } from '../../../../src/engines/local/backup/source-storage.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-storage-'));
  await writeFile(join(folder, 'PG_VERSION'), '15\n');
  await mkdir(join(folder, 'pg_wal'));
});
afterEach(() => rm(folder, { recursive: true }));

it.each([
  ['an oid', { oid: '../../../etc', major: 15 }],
  ['a version', { oid: '16400', major: '15/../../..' }],
])('refuses a server that says a path in the place of %s', async (_, claim) => {
  const rows = [{ name: 'elsewhere', location: '/elsewhere', inPlace: true, ...claim }];
  const client = { query: async () => ({ rows }) } as unknown as Client;
  await expect(readStorage(client, folder)).rejects.toMatchObject({
    code: 'source-unsupported',
    message: expect.stringContaining('names its tablespaces as PostgreSQL never does'),
  });
});
