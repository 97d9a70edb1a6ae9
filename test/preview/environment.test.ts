import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { applicationEnvironment, buildEnvironment } from '../../src/preview/environment.ts';

const parent = {
  PATH: '/usr/bin:/bin',
  HOME: '/home/someone',
  LANG: 'C.UTF-8',
  HTTPS_PROXY: 'http://user:proxy-password@proxy.example.com:3128',
  GITHUB_TOKEN: 'x',
  BRANCH_PROD_MASK_KEY: 'x',
  PRODUCTION_REPLICA_URL: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  NODE_OPTIONS: '--require=/home/someone/x.js',
  npm_config__authToken: 'x',
  PGPASSFILE: '/home/someone/.pgpass',
  DATABASE_URL: 'postgres://production',
};
const known = {
  parent,
  home: '/preview/home',
  temporary: '/preview/tmp',
  settings: { MODEL: new Secret('gpt-4.1-mini') },
};
const common = {
  PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
  HOME: '/preview/home',
  TMPDIR: '/preview/tmp',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  HTTPS_PROXY: parent.HTTPS_PROXY,
  npm_config_cache: '/home/someone/.npm',
  MODEL: 'gpt-4.1-mini',
};

test('the build gets the allow-list and the config, and no database', () => {
  expect(buildEnvironment(known).variables).toEqual({ ...common, CI: '1' });
});

test('what else no log may show is a secret, and stands in no variable', () => {
  const token = new Secret('a-part-of-an-address');
  const { variables, secrets } = buildEnvironment({ ...known, secrets: [token] });
  expect(secrets).toContain(token);
  expect(JSON.stringify(variables)).not.toContain(token.reveal());
});

test('the application gets its database, in both usual forms, and its address', () => {
  const database = new Secret('postgres://us%20er:p%40ss@127.0.0.1:6543/da%2Fta?sslmode=disable');
  const { variables, secrets } = applicationEnvironment({ ...known, database, port: 4000 });
  expect(variables).toEqual({
    ...common,
    DATABASE_URL: database.reveal(),
    PGHOST: '127.0.0.1',
    PGPORT: '6543',
    PGUSER: 'us er',
    PGPASSWORD: 'p@ss',
    PGDATABASE: 'da/ta',
    PGSSLMODE: 'disable',
    PORT: '4000',
    HOST: '127.0.0.1',
  });
  expect(secrets.map((secret) => secret.reveal())).toEqual([
    'gpt-4.1-mini',
    'proxy-password',
    database.reveal(),
    'p@ss',
  ]);
});

test('the config cannot lead the application to another database or address', () => {
  const elsewhere = ['DATABASE_URL', 'PGHOST', 'PGPASSWORD', 'PORT', 'HOST'];
  const settings = Object.fromEntries(elsewhere.map((name) => [name, new Secret('elsewhere')]));
  const database = new Secret('postgresql://u:p@[::1]/d');
  const { variables } = applicationEnvironment({ ...known, settings, database, port: 1 });
  expect(Object.values(variables)).not.toContain('elsewhere');
  expect(variables).toMatchObject({ PGHOST: '::1', PGPORT: '5432' });
});

test('the npm cache is where npm was told to keep it', () => {
  const told = {
    ...parent,
    npm_config_cache: '/cache',
    npm_config_registry: 'https://npm.example',
  };
  expect(buildEnvironment({ ...known, parent: told }).variables).toMatchObject({
    npm_config_cache: '/cache',
    npm_config_registry: 'https://npm.example',
  });
});

test('a real process started with it has nothing else, and finds the same node', () => {
  const { variables } = buildEnvironment(known);
  const script = 'console.log(JSON.stringify([process.execPath, process.env]))';
  const printed = execFileSync('/bin/sh', ['-c', `node -e '${script}'`], {
    env: variables,
    encoding: 'utf8',
  });
  const [execPath, environment] = JSON.parse(printed);
  // sh sets PWD by itself.
  delete environment.PWD;
  expect(environment).toEqual(variables);
  expect(execPath).toBe(process.execPath);
});
