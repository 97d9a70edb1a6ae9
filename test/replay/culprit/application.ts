import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import type { Branch, Engine } from '../../../src/engines/engine.ts';
import type { ReplayResult } from '../../../src/investigation/result.ts';
import type { Case } from '../../../src/replay/case.ts';
import { type ReplayOptions, type ReplaySettings, replayCase } from '../../../src/replay/replay.ts';
import {
  type PostgresTap,
  startPostgresTap,
} from '../../../src/replay/taps/postgres/postgres-tap.ts';

/** An application with a pool of connections, which answers from some messages and knows nothing of branches. */
export interface TestApplication extends AsyncDisposable {
  readonly url: string;
}

/** An application behind a tap, on a branch of its own. */
export interface TestSubject extends AsyncDisposable {
  readonly branch: Branch;
  readonly tap: PostgresTap;
  readonly application: TestApplication;
  /** What it answers now. */
  ask(): Promise<string>;
  /** Replays the case {@link wrongAnswer}. */
  replay(
    limits: Pick<ReplayOptions, 'trials' | 'maxTrials' | 'isEnough'>,
    signal?: AbortSignal,
  ): Promise<ReplayResult>;
}

export async function startTestSubject(
  engine: Engine,
  snapshot: string,
  answer: (bodies: string[]) => string,
  sql = 'SELECT id, body FROM messages ORDER BY id LIMIT 8',
): Promise<TestSubject> {
  const { signal: never } = new AbortController();
  const branch = await engine.branch(snapshot, { ttl: 600_000, signal: never });
  const tap = await startPostgresTap({ branch: branch.address, signal: never });
  const application = await startApplication(tap.url.reveal(), answer, sql);
  const applicationUrl = application.url;
  return {
    ...{ branch, tap, application },
    async ask() {
      const response = await fetch(applicationUrl, { method: 'POST' });
      return ((await response.json()) as { answer: string }).answer;
    },
    replay: (limits, signal = never) =>
      replayCase({
        ...{ case: wrongAnswer, settings, applicationUrl, fetch, signal, ...limits },
        taps: { statements: tap },
        onTrial: () => {},
      }),
    async [Symbol.asyncDispose]() {
      await application[Symbol.asyncDispose]();
      await tap.close();
      await branch.destroy();
    },
  };
}

async function startApplication(
  databaseUrl: string,
  answer: (bodies: string[]) => string,
  sql: string,
): Promise<TestApplication> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => {});
  const server = createServer(async (_, response) => {
    try {
      const { rows } = await pool.query<{ id: number; body: string }>(sql);
      const found = answer(rows.map(({ body }) => body));
      const ids = rows.map(({ id }) => id);
      response.end(JSON.stringify({ answer: found, ids }));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

/** How it is asked, and where its answer names the rows. */
const settings: ReplaySettings = {
  request: { method: 'POST', path: '/ask', body: {} },
  answer: '$.answer',
  retrieved: { rows: '$.ids[*]', table: 'messages', key: 'id' },
};

export const wrongAnswer: Case = {
  name: 'wrong-price',
  question: 'What does it cost?',
  assert: [{ type: 'not-contains', value: 'wrong' }],
};
