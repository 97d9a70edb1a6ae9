import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { lookAtSource } from '../../src/sanitize/look-at-source.ts';
import { needs } from '../skip.ts';
import { servers } from './servers.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const [, postgres] = servers;

describe('a look at the source', { ...needs(postgres?.found ?? {}), timeout: 240_000 }, () => {
  let database: TestDatabase;
  const look = <T>(
    work: Parameters<typeof lookAtSource<T>>[1],
    signal = new AbortController().signal,
  ) => lookAtSource(new Secret(database.url), work, signal);
  beforeAll(async () => {
    if (postgres && !('reason' in postgres.found)) {
      database = await openTestDatabase(postgres.installation());
    }
  }, 240_000);
  afterAll(() => database?.[Symbol.asyncDispose]());

  it('can change nothing', async () => {
    const error = await look((client) => client.query('CREATE TABLE public.t (a int)')).catch(
      (e) => e,
    );
    expect(error).toMatchObject({ code: 'source-unreachable' });
    expect(error.message).toContain('(25006)');
    expect((await database.run(`SELECT to_regclass('public.t') AS t`)).rows).toEqual([{ t: null }]);
  });

  it('ends when it is interrupted, also in the middle of a statement', async () => {
    const controller = new AbortController();
    const sleeping = look(async (client) => {
      setTimeout(() => controller.abort(), 50);
      await client.query('SELECT pg_sleep(25)');
    }, controller.signal);
    await expect(sleeping).rejects.toMatchObject({ code: 'interrupted' });
    await expect(look(async () => {}, controller.signal)).rejects.toMatchObject({
      code: 'interrupted',
    });
  });

  it.each(['postgres://u:hunter2@127.0.0.1:1/d', 'postgres://u:hunter2@[:1/d'])(
    'says nothing of the URL %s but host and port',
    async (url) => {
      const { signal } = new AbortController();
      const error = await lookAtSource(new Secret(url), async () => {}, signal).catch((e) => e);
      expect(error).toMatchObject({ code: 'source-unreachable' });
      expect(error.message).not.toContain('hunter2');
    },
  );
});
