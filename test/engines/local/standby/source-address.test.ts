import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { readSourceAddress } from '../../../../src/engines/local/standby/source-address.ts';

const read = (url: string) => readSourceAddress(new Secret(url));

describe("what PostgreSQL's programs are told of the source", () => {
  it('is all in the environment, the password too', () => {
    const { host, port, environment } = read('postgres://jo%20e:p%40ss@db.example:6000/app');
    expect([host, port]).toEqual(['db.example', 6000]);
    expect(environment).toMatchObject({
      PGHOST: 'db.example',
      PGPORT: '6000',
      PGUSER: 'jo e',
      PGPASSWORD: 'p@ss',
    });
  });

  it('says how to encrypt and whom to trust', () => {
    const { environment } = read(
      'postgres://u:p@db.example/app?sslmode=disable&channel_binding=require&connect_timeout=3',
    );
    expect(environment).toMatchObject({
      PGSSLMODE: 'disable',
      PGCHANNELBINDING: 'require',
      PGCONNECT_TIMEOUT: '3',
    });
  });

  it('takes the forms of node-postgres', () => {
    expect(read('postgres://u@h/d?ssl=true').environment.PGSSLMODE).toBe('require');
    expect(read('postgres://u@h/d?sslmode=no-verify').environment.PGSSLMODE).toBe('require');
    expect(read('postgres://u@[::1]:5433/d').environment).toMatchObject({
      PGHOST: '::1',
      PGPORT: '5433',
    });
  });

  it('has nothing that a parameter could smuggle in', () => {
    const { environment } = read('postgres://u:p@h/d?service=x&LD_PRELOAD=/x&passfile=/x');
    expect(Object.keys(environment).sort()).toEqual([
      'PGCONNECT_TIMEOUT',
      'PGHOST',
      'PGPASSWORD',
      'PGPORT',
      'PGUSER',
    ]);
  });

  it('says nothing of a URL that can not be read', () => {
    let thrown: unknown;
    try {
      read('postgres://u:secret-word@[/d');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'source-unreachable' });
    expect(inspect(thrown)).not.toContain('secret-word');
  });
});
