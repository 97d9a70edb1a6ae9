import type { RetrievedRecord, Trial } from '../../investigation/result.ts';
import { commonLimit } from '../common-limit.ts';
import type { ObservedModelCall, ObservedRow, ObservedStatement } from '../taps/tap.ts';
import { findTexts } from './find-texts.ts';
import { normalize } from './normalize.ts';
import { identityOf, sameRow } from './same-row.ts';
import { useOfRow } from './use-of-row.ts';

/** What passed the taps in one trial. */
export interface Observed {
  readonly statements: readonly ObservedStatement[];
  readonly calls: readonly ObservedModelCall[];
}

/** What a model was cut short by: its answer reached its longest length, or the prompt did not fit into it. */
export type ModelLimit = { readonly what: 'answer' | 'prompt'; readonly reason: string };

/** What the model knew in one trial, as plain data. */
export interface TrialContext {
  /** In rank order; rows that were cut or left out by the application say so themselves. */
  readonly retrieved: readonly RetrievedRecord[];
  /** Whether a statement was seen that looks for what resembles the question. */
  readonly hasRetrieval: boolean;
  /** How many rows it asked for, as {@link Trial} has it. */
  readonly rowLimit: Trial['rowLimit'];
  /** All prompts of the trial, in their order. */
  readonly prompts: readonly string[];
  /** Of the call that was answered last. */
  readonly model: Trial['model'];
  /** What the model's API cut, of all calls. */
  readonly limits: readonly ModelLimit[];
  /** Why answers of models, and rows, were lost, in sentences, each once. */
  readonly losses: readonly string[];
  /** Why the last one was, if it was: what the application answered it answered without its model. */
  readonly lost: string | undefined;
  /** Whether texts were embedded that nobody could search for raw values. */
  readonly hasTokenIds: boolean;
}

/**
 * What a trial's taps say together: which rows were retrieved, which of them reached a prompt and how much of them,
 * the prompt against the model's window, and what the model's API cut.
 *
 * Retrieved are the rows of all statements marked as retrieval, a row that came back twice once, by its best rank. Its
 * texts may have come with any statement: many applications look for ids and fetch the rows with another one.
 *
 * @param options.windows tokens by model, as the config's `ai.windows`
 * @param options.named what the application itself says that it retrieved; taken where no statement is marked
 */
export function buildContext(
  { statements, calls }: Observed,
  options: {
    readonly windows: Readonly<Record<string, number>>;
    readonly named: readonly RetrievedRecord[];
  },
): TrialContext {
  const retrievals = statements.filter(({ retrieval }) => retrieval !== undefined);
  const rows =
    retrievals.length > 0 ? bestRanks(retrievals.flatMap((one) => one.rows)) : options.named;
  const asked = calls.filter(({ api }) => api !== 'openai-embeddings');
  const prompts = asked.flatMap(({ prompt }) => (prompt === '' ? [] : [prompt]));
  return {
    retrieved: findInPrompts(rows, statements, prompts),
    hasRetrieval: retrievals.length > 0,
    rowLimit: commonLimit(retrievals.map(({ rowLimit }) => rowLimit)),
    prompts,
    model: describeModel(asked, options.windows),
    limits: asked.flatMap(limitOf),
    losses: [
      ...(statements.some(({ isLost }) => isLost) ? [lostConnection] : []),
      ...new Set(calls.map(lossOf).filter((loss) => loss !== undefined)),
    ],
    lost: lastLoss(calls),
    hasTokenIds: calls.some((call) => call.hasTokenIds),
  };
}

const lostConnection = 'A connection to the database could not be followed: its rows are missing.';

type Row = Pick<RetrievedRecord, 'table' | 'key' | 'rank' | 'distance'>;

function bestRanks(rows: readonly ObservedRow[]): Row[] {
  const best = new Map<string | number, Row>();
  for (const [place, { table, key = {}, rank, distance }] of rows.entries()) {
    // A row without a key can't be told from another one.
    const name = Object.keys(key).length === 0 ? place : identityOf({ table, key });
    if (rank >= (best.get(name)?.rank ?? Number.POSITIVE_INFINITY)) continue;
    best.set(name, { table, key, rank, ...(distance !== undefined && { distance }) });
  }
  return [...best.values()].toSorted((one, other) => one.rank - other.rank);
}

function findInPrompts(
  rows: readonly Row[],
  statements: readonly ObservedStatement[],
  prompts: readonly string[],
): RetrievedRecord[] {
  const observed = statements.flatMap((statement) => statement.rows);
  const texts = rows.map((row) => [
    ...new Set(
      observed.filter((one) => isSame(one, row)).flatMap((one) => one.texts.map(normalize)),
    ),
  ]);
  const rowsWith = new Map<string, number>();
  for (const text of texts.flat()) rowsWith.set(text, (rowsWith.get(text) ?? 0) + 1);
  const isShared = (text: string) => (rowsWith.get(text) ?? 0) > 1;
  const used = findTexts([...rowsWith.keys()], prompts.map(normalize));
  return rows.map((row, index) => {
    const use = prompts.length === 0 ? undefined : useOfRow(texts[index] ?? [], used, isShared);
    if (use === undefined) return { ...row };
    const isCut = use.used > 0 && use.used < use.of;
    return { ...row, reached: use.used > 0, ...(isCut && { cut: use }) };
  });
}

function isSame(observed: ObservedRow, row: Row): boolean {
  const { table, key, rank } = observed;
  if (key !== undefined) return sameRow({ table, key }, row);
  return Object.keys(row.key).length === 0 && table === row.table && rank === row.rank;
}

function describeModel(
  calls: readonly ObservedModelCall[],
  windows: Readonly<Record<string, number>>,
): Trial['model'] {
  const call = calls.findLast(({ answer }) => answer !== '') ?? calls.at(-1);
  if (call === undefined) return {};
  const name = call.model ?? call.asked;
  const names = [call.model, call.asked].filter((one) => one !== undefined);
  const known = names.find((one) => Object.hasOwn(windows, one));
  return {
    ...(name !== undefined && { name }),
    ...(call.promptTokens !== undefined && { promptTokens: call.promptTokens }),
    ...(known !== undefined && { window: windows[known] }),
    ...(call.finishReason !== undefined && { finishReason: call.finishReason }),
  };
}

/** `length`: OpenAI; `max_output_tokens`: its Responses; `max_tokens` and the last: Anthropic. */
const answerLimits = new Set([
  ...['length', 'max_output_tokens', 'max_tokens', 'model_context_window_exceeded'],
]);

const promptLimit = 'context_length_exceeded';

function limitOf({ finishReason = '', error }: ObservedModelCall): ModelLimit[] {
  if (error?.includes(promptLimit)) return [{ what: 'prompt', reason: promptLimit }];
  return answerLimits.has(finishReason) ? [{ what: 'answer', reason: finishReason }] : [];
}

/**
 * Of the calls for answers and of those for embeddings. Clients repeat what failed, so that only the last tells; one
 * that goes on when the application has answered is not what that answer stands on, unless there is no other.
 */
function lastLoss(calls: readonly ObservedModelCall[]): string | undefined {
  const kinds = [
    calls.filter(({ api }) => api !== 'other' && api !== 'openai-embeddings'),
    calls.filter(({ api }) => api === 'openai-embeddings'),
  ];
  const last = kinds.flatMap((kind) => kind.findLast((call) => !goesOn(call)) ?? kind.slice(-1));
  return last.map(lossOf).find((loss) => loss !== undefined);
}

function goesOn({ isLost, error }: ObservedModelCall): boolean {
  return isLost && error === undefined;
}

/** A prompt that is too long is no loss: what reached the prompt is what is looked into. */
function lossOf({ isLost, error }: ObservedModelCall): string | undefined {
  if (!isLost || error?.includes(promptLimit)) return undefined;
  return error ?? 'The application answered before its model did.';
}
