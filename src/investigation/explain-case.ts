import type { Branch, Engine } from '../engines/engine.ts';
import { type CauseRow, explain, type Level, type Variable } from '../replay/causes/explain.ts';
import { otherRowCounts } from '../replay/causes/row-counts.ts';
import { whySameModel } from '../replay/causes/same-model.ts';
import type { IsEnough } from '../replay/causes/stopping.ts';
import { type Behind, type Replay, withBranch, withModel } from '../replay/causes/variables.ts';
import { isMeasured } from '../replay/culprit/measure-base.ts';
import { beginFork } from '../replay/culprit/spare-fork.ts';
import type { ModelTap } from '../replay/taps/model/model-tap.ts';
import type { PostgresTap } from '../replay/taps/postgres/postgres-tap.ts';
import type { SwitchOptions } from '../replay/taps/postgres/target.ts';
import { countTrials } from '../replay/verdict.ts';
import type { Causes, RecordReference, ReplayResult } from './result.ts';

/** Something that the case can be replayed with instead, and what it was replayed with. */
export interface Alternatives<Other> {
  /** For people: what it is now. */
  readonly now: string;
  readonly others: readonly Other[];
}

export interface ExplainOptions {
  readonly case: string;
  /** How the case went with everything as it is. */
  readonly result: ReplayResult;
  readonly engine: Pick<Engine, 'fork'>;
  /** The preview's, on which nobody else works meanwhile. */
  readonly branch: Branch;
  /** Between the preview and its branch. */
  readonly tap: Pick<PostgresTap, 'switchTo'>;
  /** Between the preview and its model; without it neither model nor settings are changed. */
  readonly model?: Pick<ModelTap, 'set'> | undefined;
  readonly replay: Replay;
  /** Of a level. */
  readonly maxTrials: number;
  /** Other prompts: previews of commits that {@link mixCommit} made. */
  readonly prompts?: Alternatives<{ readonly label: string; readonly replay: Replay }> | undefined;
  /** Versions of the model, as its API knows them; only calls that the first one answers are changed. */
  readonly models?: Alternatives<string> | undefined;
  /** Branches of snapshots of other instants; each is destroyed after its replay. */
  readonly data?:
    | Alternatives<{ readonly label: string; readonly open: () => Promise<Branch> }>
    | undefined;
  /** Records to replay without, as bisectCase found them. */
  readonly culprit: readonly RecordReference[];
  readonly signal: AbortSignal;
  readonly onRow: (row: CauseRow) => void;
}

/**
 * Replays a case with one variable changed at a time: prompt, model, data, retrieval, settings, as far as there is
 * something to change to. Afterwards everything is as it was. Throws what the replays throw, and as
 * {@link Engine.fork}.
 */
export async function explainCase(options: ExplainOptions): Promise<Causes> {
  const { result } = options;
  let all: ReplayResult | undefined;
  const variables: Variable[] = [
    variable('prompt', options.prompts?.now ?? '', promptLevels(options)),
    variable('model', options.models?.now ?? '', modelLevels(options)),
    variable('data', options.data?.now ?? 'all records', dataLevels(options)),
    variable('retrieval', 'the indexes', [
      withBranch('exact search', async () => behind(options.branch, EXACT_SEARCH), options),
      ...rowCountLevels(options),
    ]),
    variable('settings', "the application's settings", settingsLevels(options)),
  ].filter(({ levels }) => levels.length > 1);
  return { case: options.case, ...(await explain(variables, options)) };

  function variable(name: Variable['name'], now: string, others: readonly Level[]): Variable {
    // Of all variables the first level is the same.
    return {
      name,
      levels: [{ label: now, run: async (isEnough) => (all ??= await again(isEnough)) }, ...others],
    };
  }

  /**
   * The replay's own trials tell too much where they are the reason to ask: of a case that fails seldom only a replay
   * that by chance saw it often is explained.
   */
  async function again(isEnough: IsEnough): Promise<ReplayResult> {
    const counts = countTrials(result.trials);
    const isKept =
      counts.failures === 0 || isMeasured(counts) || result.trials.length >= options.maxTrials;
    return isKept ? result : options.replay({ isEnough });
  }
}

function promptLevels({ prompts }: ExplainOptions): Level[] {
  return (prompts?.others ?? []).map(({ label, replay }) => ({
    label,
    run: (isEnough) => replay({ isEnough }),
  }));
}

function modelLevels({ model, models, result, replay }: ExplainOptions): Level[] {
  if (model === undefined || models === undefined) return [];
  const { now, others } = models;
  return others.map((name) => ({
    ...withModel(name, { model: { from: now, to: name } }, { model, replay }),
    whyUnchanged: (after) => whySameModel(name, { before: result, after }),
  }));
}

function settingsLevels({ model, replay }: ExplainOptions): Level[] {
  if (model === undefined) return [];
  return [withModel('temperature 0', { temperature: 0 }, { model, replay })];
}

function dataLevels(options: ExplainOptions): Level[] {
  const { culprit, data } = options;
  const others = (data?.others ?? []).map(({ label, open }) => withBranch(label, open, options));
  if (culprit.length === 0) return others;
  const without = withBranch('no culprit', () => forkWithout(options), options);
  return [without, ...others];
}

async function forkWithout(options: ExplainOptions): Promise<Behind> {
  const fork = beginFork(options);
  const { address } = await fork.without(options.culprit);
  return { address, [Symbol.asyncDispose]: fork.end };
}

function rowCountLevels(options: ExplainOptions): Level[] {
  return otherRowCounts(options.result).map(({ label, options: changed }) =>
    withBranch(label, async () => behind(options.branch, changed), options),
  );
}

/**
 * Sessions that use no index to look for what is near: of pgvector's, which are approximate, that makes the search
 * exact. https://github.com/pgvector/pgvector#monitoring
 */
const EXACT_SEARCH: SwitchOptions = { settings: { enable_indexscan: 'off' } };

/** The branch itself, for sessions of which something is different. */
function behind({ address }: Branch, options: SwitchOptions): Behind {
  return { address, ...options, [Symbol.asyncDispose]: async () => {} };
}
