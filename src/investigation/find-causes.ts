import type { Config } from '../config/config.ts';
import type { Branch, Engine } from '../engines/engine.ts';
import { mixCommit } from '../replay/causes/mix-commit.ts';
import { otherRowCounts } from '../replay/causes/row-counts.ts';
import type { Replay } from '../replay/causes/variables.ts';
import { explainCase } from './explain-case.ts';
import type { ReplayedCase } from './find-culprits.ts';
import { type ReplayTools, replayOn } from './replay-cases.ts';
import type { Causes, RecordReference } from './result.ts';
import { type Subject, startSubject } from './start-subject.ts';
import type { TapOptions } from './start-taps.ts';
import type { StepClock } from './step-clock.ts';

/** What a case is replayed with besides what it was replayed with. */
export interface CauseAlternatives {
  /** Models, as their API knows them. */
  readonly models?: readonly string[] | undefined;
  /** Instants whose data are branched; `undefined` is the present. */
  readonly instants?: readonly (Date | undefined)[] | undefined;
  /** Commits whose files of `ai.prompts` are tried, and how people call them. */
  readonly prompts?: readonly { readonly label: string; readonly commit: string }[] | undefined;
}

interface CauseOptions extends ReplayTools, Omit<TapOptions, 'signal'> {
  readonly engine: Engine;
  readonly alternatives: CauseAlternatives;
  /** Of the snapshot that the case was replayed on. */
  readonly at: Date;
  /** Records to replay without. */
  readonly culprit: readonly RecordReference[];
  /** Of a replay. */
  readonly trials: number;
  readonly maxTrials: number;
  /** A new branch of the snapshot of an instant; of the same snapshot if there is none. */
  readonly makeBranch: (other?: { readonly at: Date | undefined }) => Promise<Branch>;
  readonly clock: StepClock;
}

/**
 * Among several comparisons a difference has to be the clearer, which takes more trials of a failure that comes seldom;
 * unless it was said how many to run.
 */
const MORE_TRIALS = 2;

/** The step causes. Throws as explainCase, and what making the alternatives throws. */
export async function findCauses(
  { case: asked, result }: ReplayedCase,
  subject: Subject,
  options: CauseOptions,
): Promise<Causes> {
  const { clock, engine, culprit, signal, config, alternatives } = options;
  clock.start('causes');
  const { trials } = options;
  const maxTrials = options.maxTrials > trials ? MORE_TRIALS * options.maxTrials : trials;
  const replay = (on: Pick<Subject, 'preview' | 'taps'>, plan: Parameters<Replay>[0]) =>
    replayOn(on, asked, { ...options, maxTrials, ...plan });
  const model = result.trials.map((trial) => trial.model.name).find((name) => name !== undefined);
  const models = otherModels(config, alternatives, model);
  const prompts = await otherPrompts(subject, options);
  const instants = alternatives.instants ?? [];
  const causes = await explainCase({
    ...{ case: asked.name, result, engine, branch: subject.branch, culprit, signal },
    tap: subject.taps.statements,
    model: model === undefined ? undefined : subject.taps.model,
    models: model === undefined || models.length === 0 ? undefined : { now: model, others: models },
    replay: (plan) => replay(subject, plan),
    maxTrials,
    prompts: {
      now: `the prompts of ${subject.commit.slice(0, 12)}`,
      others: prompts.different.map(({ label, commit }) => ({
        label,
        replay: async (plan) => {
          await using branch = await options.makeBranch();
          const variant = await startSubject(
            { role: 'variant', commit, branch },
            { ...options, onProgress: () => {} },
          );
          try {
            return await replay(variant, plan);
          } finally {
            await variant.stop();
          }
        },
      })),
    },
    data:
      instants.length === 0
        ? undefined
        : {
            now: `the data of ${options.at.toISOString()}`,
            others: instants.map((at) => ({
              label: at === undefined ? 'the data of now' : `the data of ${at.toISOString()}`,
              open: () => options.makeBranch({ at }),
            })),
          },
    onRow: (row) => clock.finding({ kind: 'cause', case: asked.name, row }),
  });
  const notVaried = [
    ...prompts.same.map((label) => `The prompt was not changed: ${label} are the same.`),
    ...(alternatives.prompts?.length ? [] : ['The prompt was not changed: no base was named.']),
    ...modelReasons(model, models),
    ...(culprit.length > 0 || instants.length > 0
      ? []
      : ['The data was not changed: there is no culprit, and no other instant was named.']),
    ...(otherRowCounts(result).length > 0
      ? []
      : [
          'How many rows are retrieved was not changed: no statement was seen that retrieves with a LIMIT.',
        ]),
  ];
  clock.finish(`${causes.rows.length} rows`);
  return { ...causes, notVaried: [...notVaried, ...causes.notVaried] };
}

/** The aliases that the config pins to the model, which now may be another version, and those that are named. */
function otherModels(
  { ai }: Config,
  { models = [] }: CauseAlternatives,
  now: string | undefined,
): string[] {
  const pins = Object.entries(ai?.models ?? {});
  const aliases = pins.filter(([, version]) => version === now).map(([alias]) => alias);
  return [...new Set([...aliases, ...models])].filter((name) => name !== now);
}

function modelReasons(model: string | undefined, others: readonly string[]): string[] {
  if (model === undefined) {
    return ['The model and its settings were not changed: no call to a model was seen.'];
  }
  return others.length > 0
    ? []
    : ['The model was not changed: ai.models pins no alias to it, and no other was named.'];
}

async function otherPrompts(
  { commit }: Subject,
  { repository, config, alternatives }: CauseOptions,
): Promise<{ different: { label: string; commit: string }[]; same: string[] }> {
  const globs = config.ai?.prompts ?? [];
  const different: { label: string; commit: string }[] = [];
  const same: string[] = [];
  for (const { label: ref, commit: filesOf } of alternatives.prompts ?? []) {
    const mixed = await mixCommit({ repository, commit, filesOf, globs });
    const label = `the prompts of ${ref}`;
    if (mixed === commit) same.push(label);
    else different.push({ label, commit: mixed });
  }
  return { different, same };
}
