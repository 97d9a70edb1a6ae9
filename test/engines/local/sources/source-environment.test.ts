import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { sourceEnvironment } from '../../../../src/engines/local/sources/logical/source-environment.ts';

describe('the environment for libpq', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-environment-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  function of(url: string): Promise<Record<string, string>> {
    return sourceEnvironment(new Client({ connectionString: url }), new Secret(url), folder);
  }

  it('says what the URL says, decoded', async () => {
    expect(
      await of('postgres://a%20b:p%40ss@db.example:6432/My%20shop?options=-c%20a%3D1'),
    ).toEqual({
      PGHOST: 'db.example',
      PGPORT: '6432',
      PGUSER: 'a b',
      PGPASSWORD: 'p@ss',
      PGDATABASE: 'My shop',
      PGOPTIONS: '-c a=1',
      PGAPPNAME: 'branch-prod',
      PGCONNECT_TIMEOUT: '10',
      PGGSSENCMODE: 'disable',
      PGSSLMODE: 'disable',
    });
    expect(await of('postgres:///shop?host=%2Ftmp%2Fsocket&user=a')).toMatchObject({
      PGHOST: '/tmp/socket',
      PGDATABASE: 'shop',
    });
  });

  it.each([
    ['sslmode=disable', 'disable'],
    ['sslmode=no-verify', 'require'],
    ['sslmode=require&uselibpqcompat=true', 'require'],
    ['sslmode=verify-full', 'verify-full'],
    ['ssl=true', 'verify-full'],
  ])('checks the certificate of the server as strictly as we do with %s', async (given, mode) => {
    const environment = await of(`postgres://a:b@db.example/shop?${given}`);
    expect(environment.PGSSLMODE).toBe(mode);
    expect(environment.PGSSLROOTCERT === undefined).toBe(mode !== 'verify-full');
  });

  it('trusts the authorities that we trust, in a file without secrets', async () => {
    const environment = await of('postgres://a:s3cret@db.example/shop?sslmode=verify-full');
    expect(await readdir(folder)).toEqual(['trusted.pem']);
    const text = await readFile(environment.PGSSLROOTCERT ?? '', 'utf8');
    expect(text.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
    expect(text).not.toContain('s3cret');
  });
});
