import type { JsonValue } from 'jsonpath-rfc9535';
import type { z } from 'zod';
import type { RetrievedRecord } from '../../investigation/result.ts';
import type { ObservedModelCall } from '../taps/tap.ts';
import type { Judge } from './judge/judge.ts';

/** US dollars for a million tokens, by model. */
export type Prices = Readonly<Record<string, { readonly prompt: number; readonly answer: number }>>;

/** What an assertion may look at: one trial's answer and all that is known of how it came about. */
export interface Seen {
  /** Hostile, as everything that an application or a model says. */
  readonly answer: string;
  /** The application's whole response. */
  readonly body: JsonValue;
  /** How long the application took to answer. */
  readonly durationMs: number;
  /** The case's `question`, `observed` and `expected`, where it has them. */
  readonly vars: Readonly<Record<string, string>>;
  /** In rank order; `undefined` where neither a tap nor the application says what was retrieved. */
  readonly retrieved: readonly RetrievedRecord[] | undefined;
  /** What passed the model's tap; `undefined` without one. */
  readonly calls: readonly ObservedModelCall[] | undefined;
  readonly judge: Judge | undefined;
  readonly prices: Prices;
  readonly signal: AbortSignal;
}

/**
 * One type of assertion: its fields besides `type`, and whether it is met, without its `not-`. `undefined` says that
 * neither it nor its opposite holds. What keeps it from being evaluated is a `BranchProdError` `replay-failed`.
 */
export interface Rule<Shape extends z.ZodRawShape> {
  readonly shape: Shape;
  readonly isMet: (
    assertion: z.output<z.ZodObject<Shape>>,
    seen: Seen,
  ) => boolean | undefined | Promise<boolean | undefined>;
}

/** A {@link Rule} whose fields' types are those of its shape. */
export function rule<Shape extends z.ZodRawShape>(
  shape: Shape,
  isMet: Rule<Shape>['isMet'],
): Rule<Shape> {
  return { shape, isMet };
}
