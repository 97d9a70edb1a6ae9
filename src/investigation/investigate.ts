import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/parse-config.ts';
import { databaseUrl } from '../engines/database-address.ts';
import type { Engine, PrivateCopy, Snapshot } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { type Preview, startPreview } from '../preview/preview.ts';
import { resolveCommit } from '../preview/resolve-commit.ts';
import type { Case } from '../replay/case.ts';
import { maskCase } from '../replay/mask-case.ts';
import { replayCase } from '../replay/replay.ts';
import { keepKnownValues, openCaseMask } from '../sanitize/case-mask.ts';
import { createKeyedHash, type KeyedHash } from '../sanitize/keyed-hash.ts';
import { maskCopy } from '../sanitize/mask-copy.ts';
import { proveCopy } from '../sanitize/prove-copy.ts';
import { createChannel } from './channel.ts';
import type { InvestigationEvent } from './event.ts';
import { type ReplayResult, type Result, resultSchema } from './result.ts';
import { type SnapshotReport, snapshotRecipe, snapshotReportSchema } from './snapshot-report.ts';
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
  const { code, message, nextStep } = describe(failure, signal);
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

  clock.start('snapshot');
  const engine = tools.chooseEngine(config.engine);
  const hash = createKeyedHash(config.sanitize.key);
  const { snapshot, report, durationMs } = await takeSnapshot(engine, loaded, {
    hash,
    tools,
    line,
  });
  clock.finish(proofSummary(report, snapshot.cached));

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

/** Runs the steps snapshot and proof, and leaves proof unfinished; with a cached snapshot they are quick. */
async function takeSnapshot(
  engine: Engine,
  loaded: LoadedConfig,
  { hash, tools, line }: { hash: KeyedHash; tools: InvestigationTools; line: Line },
): Promise<{ snapshot: Snapshot; report: SnapshotReport; durationMs: number }> {
  const { clock, signal } = line;
  const began = clock.now();
  let durationMs: number | undefined;
  function finishSnapshot(summary: string) {
    durationMs = clock.now() - began;
    clock.finish(summary);
    clock.start('proof');
  }
  const snapshot = await engine.snapshot({
    source: loaded.config.source,
    recipe: snapshotRecipe(loaded, tools.programVersion),
    signal,
    onProgress: clock.progress,
    prepare: (copy) => prepare(copy, loaded, { hash, line, finishSnapshot }),
  });
  if (snapshot.cached) finishSnapshot(`${snapshot.id}, cached`);
  const report = snapshotReportSchema.parse(snapshot.report);
  return { snapshot, report, durationMs: durationMs ?? clock.now() - began };
}

async function prepare(
  copy: PrivateCopy,
  loaded: LoadedConfig,
  {
    hash,
    line,
    finishSnapshot,
  }: { hash: KeyedHash; line: Line; finishSnapshot: (summary: string) => void },
): Promise<SnapshotReport> {
  const options = { loaded, hash, signal: line.signal, onProgress: line.clock.progress };
  const began = line.clock.now();
  const masked = await maskCopy(copy, options);
  const durationMs = line.clock.now() - began;
  const { tables, columns, valuesMasked, neutralised } = masked.sanitization;
  finishSnapshot(`${valuesMasked} values masked in ${columns} columns of ${tables} tables`);
  const proof = await proveCopy(copy, masked, options);
  await keepKnownValues(copy.folder, masked.known, hash);
  return snapshotReportSchema.parse({
    sanitization: { tables, columns, valuesMasked, durationMs, neutralised },
    proof,
  });
}

function proofSummary({ proof }: SnapshotReport, cached: boolean): string {
  const { leaks, valuesSearched, rankings } = proof;
  const facts = `${leaks} leaks of ${valuesSearched} raw values, rankings ${rankings.identical}/${rankings.probes} identical`;
  return cached ? `${facts} (when the snapshot was made)` : facts;
}

function previewFacts(preview: Preview): Result['preview'] {
  const { url, readyMs, expiresAt } = preview;
  return { url, readyMs, expiresAt: expiresAt.toISOString() };
}

/** An error that is not ours may quote a raw value: only its kind and its place leave. */
function describe(error: unknown, signal: AbortSignal): BranchProdError {
  if (error instanceof BranchProdError && !signal.aborted) return error;
  if (signal.aborted) {
    return new BranchProdError('interrupted', 'The investigation was interrupted.', {
      nextStep: 'Nothing was left behind; start it again when you like.',
      cause: error,
    });
  }
  const { name, stack } = error instanceof Error ? error : new Error();
  const place = stack?.match(/\n\s+at .*/)?.[0].trim() ?? 'an unknown place';
  return new BranchProdError('internal', `An unexpected ${name} ${place}.`, {
    nextStep: 'This is a mistake in branch-prod: please report it with this message.',
    cause: error,
  });
}
