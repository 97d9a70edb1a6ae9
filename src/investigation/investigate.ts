import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import type { Engine } from '../engines/engine.ts';
import type { Preview } from '../preview/preview.ts';
import { resolveCommit } from '../preview/resolve-commit.ts';
import type { Case } from '../replay/case.ts';
import { compareReplays } from '../replay/compare.ts';
import { maskCase } from '../replay/mask-case.ts';
import { openCaseMask } from '../sanitize/case-mask.ts';
import { createKeyedHash } from '../sanitize/keyed-hash.ts';
import { createChannel } from './channel.ts';
import { describeFailure } from './describe-failure.ts';
import type { InvestigationEvent } from './event.ts';
import type { HeldPreview } from './hold-preview.ts';
import { replayCases } from './replay-cases.ts';
import { type Result, resultSchema } from './result.ts';
import { takeSnapshot } from './snapshot-steps.ts';
import { type Subject, startSubject } from './start-subject.ts';
import { createStepClock, type StepClock } from './step-clock.ts';

/** What one thread asks for. */
export interface InvestigationRequest {
  /** Path of the git repository whose application is previewed. */
  readonly repository: string;
  /** `owner/repo#12`, where there is one. */
  readonly thread?: string | undefined;
  /** Instead of the config's `preview.ref`. */
  readonly ref?: string | undefined;
  /** The commit to compare with, as a git ref: the cases are replayed on both. */
  readonly base?: string | undefined;
  /** Instead of the config's `replay.trials`. */
  readonly trials?: number | undefined;
  /** The instant whose data are branched; the present if absent. */
  readonly at?: Date | undefined;
}

/** What an investigation is given instead of looking for it. */
export interface InvestigationTools {
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly loadCases: (loaded: LoadedConfig) => Promise<Case[]>;
  readonly chooseEngine: (choice: Config['engine']) => Engine;
  readonly fetch: typeof globalThis.fetch;
  readonly programVersion: string;
  /** Called when the reader has taken `finished`; keeps branch and preview up until it resolves. Doesn't throw. */
  readonly hold?: ((held: HeldPreview) => Promise<void>) | undefined;
}

/**
 * The line: config → snapshot → proof → branch → preview → replay → report. Yields what happens; the last event is
 * `finished` or `failed`, and nothing is thrown.
 *
 * Branch and preview live until the reader of `finished` asks for the next event, and `hold` has resolved then. They
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
    const { result, branch } = await follow(request, tools, { clock, signal, cleanUp });
    // Of a branch that can't be marked the only harm is that it is never removed to make room.
    await branch.idle().catch(() => {});
    await emit({ type: 'finished', atMs: clock.now(), result });
    await tools.hold?.({ result, ended: branch.ended, signal });
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
  const head = await resolveCommit(request.repository, request.ref ?? config.preview.ref);
  const base =
    request.base === undefined ? undefined : await resolveCommit(request.repository, request.base);
  signal.throwIfAborted();
  const compared = base === undefined ? '' : `, compared with ${base.slice(0, 12)}`;
  clock.finish(`${loaded.file}, commit ${head.slice(0, 12)}${compared}`);

  const engine = tools.chooseEngine(config.engine);
  const hash = createKeyedHash(config.sanitize.key);
  const { programVersion } = tools;
  const { snapshot, report, durationMs } = await takeSnapshot(engine, loaded, {
    at: request.at,
    hash,
    programVersion,
    clock,
    signal,
  });

  clock.start('branch');
  const makeBranch = async () => {
    const branch = await engine.branch(snapshot.id, { ttl: config.preview.ttl, signal });
    cleanUp.push(() => branch.destroy());
    return branch;
  };
  const baseBranch = base === undefined ? undefined : await makeBranch();
  const branch = await makeBranch();
  const branches = baseBranch ? [baseBranch, branch] : [branch];
  clock.finish(branches.map(({ id, copy }) => `${id}, ${copy}`).join('; '));

  clock.start('preview');
  const start = async (asked: Omit<Subject, 'preview'>) => {
    const { repository } = request;
    const settings = config.preview;
    const options = { repository, settings, signal, onProgress: clock.progress };
    const subject = await startSubject(asked, options);
    cleanUp.push(() => subject.preview.stop());
    return subject;
  };
  const before =
    base !== undefined && baseBranch
      ? await start({ role: 'base', commit: base, branch: baseBranch })
      : undefined;
  const subject = await start({ role: 'head', commit: head, branch });
  const { preview } = subject;
  clock.finding({ kind: 'preview', url: preview.url, expiresAt: preview.expiresAt.toISOString() });
  clock.finish(`commit ${head.slice(0, 12)} answers`);

  clock.start('replay');
  const maskText = await openCaseMask(snapshot.folder, hash);
  const masked = cases.map((original) => maskCase(original, maskText));
  const trials = request.trials ?? config.replay.trials;
  const options = { settings: config.replay, trials, fetch: tools.fetch, signal, clock };
  const baseReplays = before && (await replayCases(masked, before, options));
  // The base has said what it can; only the head stays for people to look at.
  await before?.preview.stop();
  await before?.branch.destroy();
  const ownReplays = await replayCases(masked, subject, options);
  const replays = baseReplays ? compareReplays(baseReplays, ownReplays) : ownReplays;
  clock.finish(replays.map(({ case: name, verdict }) => `${name}: ${verdict}`).join(', '));

  clock.start('report');
  clock.finish('written');
  const result = resultSchema.parse({
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
      commit: head,
    },
    snapshot: {
      id: snapshot.id,
      cached: snapshot.cached,
      durationMs,
      bytes: snapshot.bytes,
      notes: [...snapshot.notes, ...report.notes],
    },
    sanitization: report.sanitization,
    proof: report.proof,
    branch: { id: branch.id, copy: branch.copy, readyMs: branch.readyMs },
    preview: previewFacts(preview),
    replays,
    ...(before && baseReplays && { base: { commit: before.commit, replays: baseReplays } }),
    timeline: clock.timeline,
  });
  return { result, branch };
}

function previewFacts(preview: Preview): Result['preview'] {
  const { url, readyMs, expiresAt } = preview;
  return { url, readyMs, expiresAt: expiresAt.toISOString() };
}
