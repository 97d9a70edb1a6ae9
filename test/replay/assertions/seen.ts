import {
  type Assertion,
  assertionSchema,
  evaluate,
} from '../../../src/replay/assertions/assertion.ts';
import type { Seen } from '../../../src/replay/assertions/rule.ts';
import type { ObservedModelCall } from '../../../src/replay/taps/tap.ts';

/** What one trial showed, when nothing passed a tap and nobody judges. */
export function seenWith(seen: Partial<Seen>): Seen {
  return {
    answer: '',
    body: null,
    durationMs: 1,
    vars: {},
    retrieved: undefined,
    calls: undefined,
    judge: undefined,
    prices: {},
    signal: new AbortController().signal,
    ...seen,
  };
}

/** A chat with a model that went well. */
export function callWith(call: Partial<ObservedModelCall>): ObservedModelCall {
  return {
    api: 'openai-chat',
    asked: 'small',
    model: 'small-2026-01-01',
    prompt: 'the prompt',
    answer: 'the answer',
    atMs: 0,
    durationMs: 1,
    ...{ status: 200, isLost: false },
    ...call,
  };
}

/** The assertions as they are written, which must be valid. */
export function assertions(...written: object[]): Assertion[] {
  return written.map((one) => assertionSchema.parse(one));
}

/** Whether one assertion, as it is written, holds. */
export async function holds(written: object, seen: Partial<Seen>): Promise<boolean> {
  return (await evaluate(assertions(written), seenWith(seen))).length === 0;
}

/** Whether one assertion holds, after making sure that its `not-` form says the opposite. */
export async function holdsOrNot(
  written: { type: string; [field: string]: unknown },
  seen: Partial<Seen>,
): Promise<boolean> {
  const [itself, opposite] = [
    await holds(written, seen),
    await holds({ ...written, type: `not-${written.type}` }, seen),
  ];
  if (itself === opposite) throw new Error(`${written.type} and its opposite are both ${itself}`);
  return itself;
}
