import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/parse-config.ts';
import { databaseUrl } from '../engines/database-address.ts';
import type { Engine } from '../engines/engine.ts';
import { type Preview, startPreview } from '../preview/preview.ts';
import { resolveCommit } from '../preview/resolve-commit.ts';
import type { Case } from '../replay/case.ts';
import { maskCase } from '../replay/mask-case.ts';
import { replayCase } from '../replay/replay.ts';
import { openCaseMask } from '../sanitize/case-mask.ts';
import { createKeyedHash } from '../sanitize/keyed-hash.ts';
import { createChannel } from './channel.ts';
import { describeFailure } from './describe-failure.ts';
import type { InvestigationEvent } from './event.ts';
import { type ReplayResult, type Result, resultSchema } from './result.ts';
import { takeSnapshot } from './snapshot-steps.ts';
import { createStepClock, type StepClock } from './step-clock.ts';

/** What one thread asks for. */
export interface InvestigationRequest {
  /** Path of the git repository whose application is previewed. */
  readonly repository: string;
  /** `owner/repo#12`, where there is one. */
  readonly thread?: string | undefined;
  /** Instead of the config's `preview.ref`. */
  readonly ref?: string | undefined;
  /** Instead of the config's `replay.trials`. */
  readonly trials?: number | undefined;
}

/** What an investigation is given instead of looking for it. */
export interface InvestigationTools {
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly loadCases: (loaded: LoadedConfig) => Promise<Case[]>;
  readonly chooseEngine: (name: string) => Engine;
  readonly fetch: typeof globalThis.fetch;
  readonly programVersion: string;
}

/**
 * The line: config → snapshot → proof → branch → preview → replay → report. Yields what happens; the last event is
 * `finished` or `failed`, and nothing is thrown.
 *
 * Branch and preview live until the reader of `finished` asks for the next event: waiting there keeps them up. They
 * are gone before `failed`, and when the reader leaves early.
 */
export async function* investigate(
  request: InvestigationRequest,
  tools: InvestigationTools,
  signal: AbortSignal,
): AsyncGenerator<InvestigationEvent, void> {
  const left = new AbortController();
  const channel = createChannel<InvestigationEvent>();
  const work = run(request, tools, {
    emit: (event) => channel.push(event),
    signal: AbortSignal.any([signal, left.signal]),
  }).finally(() => channel.close());
  try {
    yield* channel;
  } finally {
    left.abort();
    await work;
  }
}

interface Run {
  readonly emit: (event: InvestigationEvent) => Promise<void>;
  readonly signal: AbortSignal;
}

async function run(
  request: InvestigationRequest,
  tools: InvestigationTools,
  { emit, signal }: Run,
) {
  const clock = createStepClock((event) => void emit(event));
  const cleanUp: (() => Promise<void>)[] = [];
  let failure: unknown;
  try {
    const result = await follow(request, tools, { clock, signal, cleanUp });
    await emit({ type: 'finished', atMs: clock.now(), result });
  } catch (error) {
    failure = error;
  }
  for (const undo of cleanUp.reverse()) await undo().catch((error) => (failure ??= error));
  if (failure === undefined) return;
  const { code, message, nextStep } = describeFailure(failure, signal);
  await emit({ type: 'failed', atMs: clock.now(), step: clock.step, code, message, nextStep });
}

interface Line {
  readonly clock: StepClock;
  readonly signal: AbortSignal;
  /** What has to be ended, the latest last. */
  readonly cleanUp: (() => Promise<void>)[];
}

async function follow(request: InvestigationRequest, tools: InvestigationTools, line: Line) {
  const { clock, signal, cleanUp } = line;
  const startedAt = new Date();

  clock.start('config');
  const loaded = await tools.loadConfig();
  const { config } = loaded;
  const cases = await tools.loadCases(loaded);
  const commit = await resolveCommit(request.repository, request.ref ?? config.preview.ref);
  signal.throwIfAborted();
  clock.finish(`${loaded.file}, commit ${commit.slice(0, 12)}`);

  const engine = tools.chooseEngine(config.engine);
  const hash = createKeyedHash(config.sanitize.key);
  const { programVersion } = tools;
  const { snapshot, report, durationMs } = await takeSnapshot(engine, loaded, {
    hash,
    programVersion,
    clock,
    signal,
  });

  clock.start('branch');
  const branch = await engine.branch(snapshot.id, { ttl: config.preview.ttl, signal });
  cleanUp.push(() => branch.destroy());
  clock.finish(`${branch.id}, ${branch.copy}`);

  clock.start('preview');
  const preview = await startPreview({
    id: branch.id,
    repository: request.repository,
    commit,
    directory: join(branch.folder, 'preview'),
    settings: config.preview,
    database: { url: databaseUrl(branch.address) },
    signal,
    onProgress: clock.progress,
  });
  cleanUp.push(() => preview.stop());
  clock.finding({ kind: 'preview', url: preview.url, expiresAt: preview.expiresAt.toISOString() });
  clock.finish(`commit ${commit.slice(0, 12)} answers`);

  clock.start('replay');
  const maskText = await openCaseMask(snapshot.folder, hash);
  const replays: ReplayResult[] = [];
  for (const original of cases) {
    const masked = maskCase(original, maskText);
    const of = request.trials ?? config.replay.trials;
    replays.push(
      await replayCase({
        case: masked,
        settings: config.replay,
        applicationUrl: preview.applicationUrl,
        trials: of,
        fetch: tools.fetch,
        signal,
        onTrial: (trial, number) =>
          clock.finding({ kind: 'trial', case: masked.name, number, of, trial }),
      }),
    );
  }
  clock.finish(replays.map(({ case: name, verdict }) => `${name}: ${verdict}`).join(', '));

  clock.start('report');
  clock.finish('written');
  return resultSchema.parse({
    version: 1,
    investigation: {
      id: `inv-${randomBytes(6).toString('hex')}`,
      ...(request.thread !== undefined && { thread: request.thread }),
      startedAt: startedAt.toISOString(),
      durationMs: clock.now(),
    },
    source: {
      engine: engine.name,
      server: snapshot.server,
      at: snapshot.at.toISOString(),
      commit,
    },
    snapshot: { id: snapshot.id, cached: snapshot.cached, durationMs, bytes: snapshot.bytes },
    ...report,
    branch: { id: branch.id, copy: branch.copy, readyMs: branch.readyMs },
    preview: previewFacts(preview),
    replays,
    timeline: clock.timeline,
  });
}

function previewFacts(preview: Preview): Result['preview'] {
  const { url, readyMs, expiresAt } = preview;
  return { url, readyMs, expiresAt: expiresAt.toISOString() };
}
