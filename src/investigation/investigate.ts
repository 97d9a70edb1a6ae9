import type { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import type { Branch, Engine } from '../engines/engine.ts';

import { resolveCommit } from '../preview/resolve-commit.ts';
import { createJudge } from '../replay/assertions/judge/judge.ts';
import type { Case } from '../replay/case.ts';
import { compareReplays } from '../replay/compare.ts';
import { maskCase } from '../replay/mask-case.ts';
import type { ModelKnowledge } from '../replay/trial.ts';
import { openCaseMask } from '../sanitize/case-mask.ts';
import { createKeyedHash } from '../sanitize/keyed-hash.ts';
import { type AskedAlternatives, resolveAlternatives } from './alternatives.ts';
import { buildResult } from './build-result.ts';
import { createChannel } from './channel.ts';
import { describeFailure } from './describe-failure.ts';
import type { InvestigationEvent } from './event.ts';
import { findCauses } from './find-causes.ts';
import { findCulprits, isFailing } from './find-culprits.ts';
import type { HeldPreview } from './hold-preview.ts';
import { replayCases } from './replay-cases.ts';
import type { ReplayResult } from './result.ts';
import { takeSnapshot } from './snapshot-steps.ts';
import { type Subject, startSubject } from './start-subject.ts';
import { createStepClock, insideStep, type StepClock } from './step-clock.ts';

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
  /** Exactly so many, instead of the config's `replay.trials` and `maxTrials`. */
  readonly trials?: number | undefined;
  /** The instant whose data are branched; the present if absent. */
  readonly at?: Date | undefined;
  /**
   * `culprit`: also which records make the cases fail that do. `causes`: of the first of them (of the first case, if
   * none fails), also whether something else decides it. By default what the config's `replay.bisect` says.
   */
  readonly ask?: 'verdict' | 'culprit' | 'causes' | undefined;
  /** Of `causes`: what to replay with besides. */
  readonly alternatives?: AskedAlternatives | undefined;
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
 * The line: config → snapshot → proof → branch → preview → replay → culprit → causes → report, of which culprit and causes
 * are taken where they are asked for. Yields what happens; the last event is
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
  const ask = request.ask ?? (config.replay.bisect ? 'culprit' : 'verdict');
  const alternatives = await resolveAlternatives(request.alternatives ?? {}, {
    ...{ repository: request.repository, at: request.at, loaded },
  });
  signal.throwIfAborted();
  const compared = base === undefined ? '' : `, compared with ${base.slice(0, 12)}`;
  clock.finish(`${loaded.file}, commit ${head.slice(0, 12)}${compared}`);

  const engine = tools.chooseEngine(config.engine);
  const hash = createKeyedHash(config.sanitize.key);
  const { programVersion } = tools;
  const snapshotOf = (at: Date | undefined, ownClock: StepClock) =>
    takeSnapshot(engine, loaded, { at, hash, programVersion, clock: ownClock, signal });
  const { snapshot, report, durationMs } = await snapshotOf(request.at, clock);

  clock.start('branch');
  const makeBranch = async (parent = snapshot.id): Promise<Branch> => {
    const branch = await engine.branch(parent, { ttl: config.preview.ttl, signal });
    cleanUp.push(() => branch.destroy());
    return branch;
  };
  const baseBranch = base === undefined ? undefined : await makeBranch();
  const branch = await makeBranch();
  const branches = baseBranch ? [baseBranch, branch] : [branch];
  clock.finish(branches.map(({ id, copy }) => `${id}, ${copy}`).join('; '));

  clock.start('preview');
  const { mask, findRaw } = await openCaseMask(snapshot.folder, hash);
  const started = { repository: request.repository, config, findRaw, signal };
  const start = async (asked: Pick<Subject, 'role' | 'commit' | 'branch'>) => {
    const subject = await startSubject(asked, { ...started, onProgress: clock.progress });
    cleanUp.push(subject.stop);
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
  const masked = cases.map((original) => maskCase(original, mask));
  const { trials, maxTrials } = request.trials
    ? { trials: request.trials, maxTrials: request.trials }
    : config.replay;
  const replaying = {
    ...{ settings: config.replay, models: modelKnowledge(config, tools) },
    ...{ fetch: tools.fetch, signal, clock },
  };
  const options = { ...replaying, trials, maxTrials };
  const baseReplays =
    before && (await replayCases(masked, before, { ...options, compared: 'base' }));
  // The base has said what it can; only the head stays for people to look at.
  await before?.stop();
  await before?.branch.destroy();
  const ownReplays = await replayCases(masked, subject, { ...options, compared: baseReplays });
  const replays = baseReplays ? compareReplays(baseReplays, ownReplays) : ownReplays;
  clock.finish(replays.map(({ case: name, verdict }) => `${name}: ${verdict}`).join(', '));

  const replayed = masked.map((one, index) => ({
    case: one,
    result: replays[index] as ReplayResult,
  }));
  const failing = replayed.filter(isFailing);
  const explained = ask === 'causes' ? (failing[0] ?? replayed[0]) : undefined;
  const culprits =
    ask === 'verdict'
      ? []
      : await findCulprits(ask === 'causes' ? failing.slice(0, 1) : failing, subject, {
          ...{ ...replaying, engine, maxTrials: config.replay.maxTrials },
        });
  const causes =
    explained &&
    (await findCauses(explained, subject, {
      ...{ ...started, ...options, engine, alternatives, at: snapshot.at },
      culprit: culprits[0]?.records ?? [],
      makeBranch: async (other) =>
        makeBranch(other && (await snapshotOf(other.at, insideStep(clock))).snapshot.id),
    }));

  clock.start('report');
  clock.finish('written');
  const result = buildResult({
    ...{ startedAt, durationMs: clock.now(), timeline: clock.timeline, thread: request.thread },
    ...{ engine: engine.name, snapshot: { ...snapshot, durationMs }, report, branch, preview },
    ...{ commit: head, replays, culprits, causes },
    base: before && baseReplays && { commit: before.commit, replays: baseReplays },
  });
  return { result, branch };
}

function modelKnowledge({ ai }: Config, { fetch }: InvestigationTools): ModelKnowledge {
  return {
    windows: ai?.windows ?? {},
    prices: ai?.prices ?? {},
    judge: ai?.judge && createJudge(ai.judge, { fetch }),
  };
}
