import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresTap } from '../../../../../src/replay/taps/postgres/postgres-tap.ts';
import { findTestInstallations } from '../../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../../postgres/start-postgres.ts';
import { have, needs } from '../../../../skip.ts';
import { tapOf, withClient } from '../tapped.ts';

const { any } = await findTestInstallations();

/** What reads only, as the tap does, waits for each row; the application does not. */
const schema = `
  CREATE TABLE notes (id int PRIMARY KEY, body text);
  INSERT INTO notes VALUES (1, 'the note');
  CREATE ROLE app LOGIN;
  GRANT SELECT ON notes TO app;
  ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
  CREATE POLICY slow ON notes USING (
    current_setting('transaction_read_only') = 'off' OR pg_sleep(1.5)::text = '');
`;

describe('keys that are looked up when a recording ends', needs(any), () => {
  let server: TestPostgres;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await startPostgres(have(any).installation);
    await server.query(schema);
    tap = await tapOf({ ...server.socketAddress, user: 'app' });
  });
  afterAll(async () => {
    await tap?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const keysOf = (count: number, signal?: () => AbortSignal) =>
    withClient(tap, async (client) => {
      const recording = tap.record();
      for (let index = 0; index < count; index++) await client.query('SELECT body FROM notes');
      const statements = await recording.end(signal?.());
      return statements.map(({ rows }) => [rows[0]?.key, rows[0]?.texts]);
    });

  it('are there where that does not take long', async () => {
    expect(await keysOf(1)).toEqual([[{ id: 1 }, ['the note']]]);
  });

  it('are waited for together no longer than for one', { timeout: 60_000 }, async () => {
    const keys = await keysOf(5);
    expect(keys).toHaveLength(5);
    expect(keys.at(-1)).toEqual([undefined, ['the note']]);
  });

  it('are not waited for when the trial is interrupted', async () => {
    const controller = new AbortController();
    const isAsking = `DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity
      WHERE wait_event = 'PgSleep') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$`;
    const abort = () => {
      void server.query(isAsking).then(() => controller.abort());
      return controller.signal;
    };
    expect(await keysOf(1, abort)).toEqual([[undefined, ['the note']]]);
    expect(await keysOf(1, () => AbortSignal.abort())).toEqual([[undefined, ['the note']]]);
  });
});
