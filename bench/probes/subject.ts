import { join } from 'node:path';
import { Secret } from '../../src/config/secret.ts';
import type { Branch } from '../../src/engines/engine.ts';
import type { ReplayResult } from '../../src/investigation/result.ts';
import { startPreview } from '../../src/preview/preview.ts';
import { replayCase } from '../../src/replay/replay.ts';
import { type PostgresTap, startPostgresTap } from '../../src/replay/taps/postgres/postgres-tap.ts';
import { TTL } from '../branch/own-branches.ts';

/** A committed application, and how long its model takes. */
export interface Application {
  readonly repository: string;
  readonly commit: string;
  readonly modelMs: number;
}

/** The application's preview on a branch, behind a tap. */
export interface Subject extends AsyncDisposable {
  readonly tap: PostgresTap;
  /** So many trials, all of which must be answered from the branch. */
  replay(trials: number): Promise<ReplayResult>;
}

/** Starts it. Nothing is left when it throws. */
export async function startSubject(
  branch: Branch,
  { repository, commit, modelMs }: Application,
  signal: AbortSignal,
): Promise<Subject> {
  await using started = new AsyncDisposableStack();
  const tap = await startPostgresTap({ branch: branch.address, signal });
  started.defer(() => tap.close());
  const preview = started.use(
    await startPreview({
      ...{ id: branch.id, repository, commit, signal },
      directory: join(branch.folder, 'preview'),
      settings: {
        ...{ start: 'node server.cjs', ready: '/healthz', ttl: TTL },
        env: { MODEL_MS: new Secret(String(modelMs)) },
      },
      database: { url: tap.url },
      onProgress: () => {},
    }),
  );
  const running = started.move();
  return {
    tap,
    async replay(trials) {
      const result = await replayCase({
        case: { name: 'probes', assert: [{ type: 'contains', value: 'message' }] },
        settings: { request: { method: 'POST', path: '/ask', body: {} }, answer: '$.answer' },
        ...{ applicationUrl: preview.applicationUrl, taps: { statements: tap }, mustQuery: true },
        ...{ trials, fetch, signal, onTrial: () => {} },
      });
      const lost = result.trials.find(({ ok }) => !ok);
      if (lost !== undefined) throw new Error(`a trial was not answered: ${lost.error}`);
      return result;
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
