import type { JsonValue } from 'jsonpath-rfc9535';
import { BranchProdError } from '../errors.ts';
import type { RetrievedRecord, Trial } from '../investigation/result.ts';
import { type AnswerSettings, readAnswer } from './answer.ts';
import { type Assertion, evaluate } from './assertions/assertion.ts';
import type { Judge } from './assertions/judge/judge.ts';
import type { Prices } from './assertions/rule.ts';
import { buildContext, type Observed, type TrialContext } from './context/context.ts';
import { contextSentence } from './context/context-sentence.ts';
import type { TrialRequest } from './request.ts';
import { sendRequest } from './send-request.ts';
import type { ObservedModelCall, ObservedStatement, Tap } from './taps/tap.ts';

/** The proxies in front of the preview, as far as there are any. */
export interface Taps {
  readonly statements?: Tap<ObservedStatement> | undefined;
  readonly model?: Tap<ObservedModelCall> | undefined;
  /** The text without the credentials that they know. */
  readonly hideSecrets?: ((text: string) => string) | undefined;
}

/** What is known of models: the config's `ai`. */
export interface ModelKnowledge {
  /** Tokens by model. */
  readonly windows: Readonly<Record<string, number>>;
  readonly prices: Prices;
  readonly judge: Judge | undefined;
}

/** What one repetition of a case is run with. */
export interface TrialOptions {
  readonly request: TrialRequest;
  readonly settings: AnswerSettings;
  readonly assertions: readonly Assertion[];
  /** The case's texts, for assertions that look at more than the answer. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Milliseconds until the whole answer must have come. */
  readonly timeoutMs: number;
  readonly taps?: Taps | undefined;
  readonly models?: ModelKnowledge | undefined;
  /** Whether an answer counts only if the database behind its tap was asked for it. */
  readonly mustQuery?: boolean | undefined;
}

/**
 * One repetition: sends the request, reads the answer, judges it. What keeps the answer from being judged makes the
 * trial an error, which is no failure of the case; so does a model that gave no answer, whatever the application says
 * instead. What passed the taps is told all the same, without credentials.
 *
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function runTrial(options: TrialOptions): Promise<Trial> {
  const asked = await ask(options);
  const { answer, named, durationMs, observed } = asked;
  const { windows = {}, prices = {}, judge } = options.models ?? {};
  const context = observed && buildContext(observed, { windows, named });
  const retrieved = context?.retrieved ?? named;
  let failed: string[] = [];
  let error = asked.error ?? withoutModel(context) ?? withoutDatabase(options, observed);
  if (error === undefined) {
    try {
      failed = await evaluate(options.assertions, {
        ...{ answer, body: asked.body, durationMs, prices, judge },
        vars: options.vars ?? {},
        retrieved: saysRetrieved(options, context) ? retrieved : undefined,
        calls: options.taps?.model && observed?.calls,
        signal: options.signal,
      });
    } catch (cause) {
      error = errorOf(cause);
    }
  }
  const shown = options.taps?.hideSecrets ?? ((text: string) => text);
  return {
    ok: error === undefined && failed.length === 0,
    ...{ answer: shown(answer), durationMs, retrieved: [...retrieved] },
    ...(context?.rowLimit !== undefined && { rowLimit: context.rowLimit }),
    model: context?.model ?? {},
    ...(context && { context: contextSentence(context) }),
    failed: failed.map(shown),
    ...(error !== undefined && { error: shown(error) }),
  };
}

/** What the application answered, or why it can't be judged, and what passed the taps meanwhile. */
interface Asked {
  readonly body: JsonValue;
  readonly answer: string;
  /** What the application itself says that it retrieved. */
  readonly named: RetrievedRecord[];
  readonly durationMs: number;
  /** `undefined` without taps. */
  readonly observed: Observed | undefined;
  readonly error: string | undefined;
}

async function ask(options: TrialOptions): Promise<Asked> {
  const { request, fetch, signal, timeoutMs, settings, taps } = options;
  const statements = taps?.statements?.record();
  const calls = taps?.model?.record();
  const start = performance.now();
  let read: { answer: string; retrieved: RetrievedRecord[] } = { answer: '', retrieved: [] };
  let body: JsonValue = null;
  let error: string | undefined;
  let durationMs = 0;
  let observed: Observed | undefined;
  try {
    body = await sendRequest({ request, fetch, signal, timeoutMs });
    read = readAnswer(body, settings);
  } catch (cause) {
    error = errorOf(cause);
  } finally {
    durationMs = Math.round(performance.now() - start);
    const [ran, asked] = await Promise.all([statements?.end(signal), calls?.end(signal)]);
    if (statements || calls) observed = { statements: ran ?? [], calls: asked ?? [] };
  }
  return { body, answer: read.answer, named: read.retrieved, durationMs, observed, error };
}

function withoutModel(context: TrialContext | undefined): string | undefined {
  const loss = context?.lost;
  return (
    loss &&
    `${loss} See that the preview reaches its model, and that the model takes as many calls.`
  );
}

/** Where another branch was put behind the tap, an application that never came back to it says nothing of that. */
function withoutDatabase({ mustQuery }: TrialOptions, observed: Observed | undefined) {
  if (!mustQuery || observed?.statements.some(({ error }) => error === undefined)) return undefined;
  return 'The application asked its database nothing, or only in vain. See that it makes new connections when its own are ended, and that it does not answer from memory.';
}

function errorOf(cause: unknown): string {
  if (!(cause instanceof BranchProdError) || cause.code !== 'replay-failed') throw cause;
  return `${cause.message} ${cause.nextStep}`;
}

/** A tap that saw no statement which retrieves, beside an application that says nothing, leaves it unknown. */
function saysRetrieved({ settings, taps }: TrialOptions, context: TrialContext | undefined) {
  return (
    settings.retrieved !== undefined ||
    (taps?.statements !== undefined && context?.hasRetrieval === true)
  );
}
