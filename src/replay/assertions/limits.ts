import { z } from 'zod';
import { excerpt } from '../excerpt.ts';
import type { ObservedModelCall } from '../taps/tap.ts';
import { notEvaluated } from './not-evaluated.ts';
import { type Prices, rule } from './rule.ts';

const limit = (what: string, example: string) =>
  z
    .number({ error: `write the most ${what} as a number: threshold: ${example}` })
    .nonnegative('write a number that is not less than 0');

/**
 * What an answer may take at most.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/deterministic/#latency
 */
export const limitRules = {
  /** Milliseconds from the request to the application until the whole answer came. */
  latency: rule(
    { threshold: limit('milliseconds', '5000') },
    ({ threshold }, { durationMs }) => durationMs <= threshold,
  ),
  /** US dollars for all calls of models, by the config's `ai.prices`. */
  cost: rule({ threshold: limit('US dollars', '0.002') }, ({ threshold }, { calls, prices }) => {
    if (calls === undefined || calls.length === 0) {
      throw notEvaluated(
        'The assertion cost has no call of a model to count.',
        'Leave it out, or let the application reach its model through OPENAI_BASE_URL or ANTHROPIC_BASE_URL.',
      );
    }
    return calls.reduce((sum, call) => sum + costOf(call, prices), 0) <= threshold;
  }),
};

function costOf(call: ObservedModelCall, prices: Prices): number {
  const { promptTokens, answerTokens = 0 } = call;
  // A request that was refused costs nothing.
  if (promptTokens === undefined && call.status !== 200) return 0;
  const names = [call.model, call.asked].filter((name) => name !== undefined);
  const known = names.find((name) => Object.hasOwn(prices, name));
  const price = known === undefined ? undefined : prices[known];
  const shown = JSON.stringify(excerpt(names[0] ?? 'unknown'));
  if (price === undefined) {
    throw notEvaluated(
      `The assertion cost knows no price of the model ${shown}.`,
      'Write it into the config: ai: { prices: { MODEL: { prompt: 0.4, answer: 1.6 } } }.',
    );
  }
  if (promptTokens === undefined) {
    throw notEvaluated(
      `The model ${shown} did not say how many tokens it took, so that the assertion cost can't count.`,
      'Ask the model for its usage, or leave the assertion out.',
    );
  }
  return (promptTokens * price.prompt + answerTokens * price.answer) / 1_000_000;
}
