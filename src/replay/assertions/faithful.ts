import { z } from 'zod';
import { dataRule, quoteData } from './judge/quote-data.ts';
import { requireJudge } from './judge/require-judge.ts';
import { notEvaluated } from './not-evaluated.ts';
import { rule, type Seen } from './rule.ts';
import { scoreThreshold, textValue } from './values.ts';

/** promptfoo's default for assertions about the context. */
const USUAL_THRESHOLD = 0.5;

const threshold = scoreThreshold.default(USUAL_THRESHOLD);

const statementsSchema = z.strictObject({
  statements: z.array(
    z.strictObject({ statement: z.string(), reason: z.string(), holds: z.boolean() }),
  ),
});

/**
 * Whether context and answer fit together, as RAGAS defines it and promptfoo took it over. The context is the prompt
 * that the model was given last, with what was cut of it.
 * https://docs.ragas.io/en/stable/concepts/metrics/available_metrics/faithfulness/
 * https://docs.ragas.io/en/stable/concepts/metrics/available_metrics/context_recall/
 */
export const faithfulRules = {
  /** The share of the answer's statements that follow from the context reaches the threshold. */
  'context-faithfulness': rule({ threshold }, async ({ threshold }, seen) => {
    const task =
      'Take the answer apart into statements, each of them understandable alone. For each say whether it can be inferred from the context.';
    const data = { question: seen.vars.question ?? '', answer: seen.answer };
    return (await shareOf('context-faithfulness', task, data, seen)) >= threshold;
  }),
  /** The share of the expected answer's sentences that the context supports reaches the threshold. */
  'context-recall': rule(
    { value: textValue('the expected answer'), threshold },
    async ({ value, threshold }, seen) => {
      const task =
        'Take the expected answer apart into its sentences. For each say whether it can be attributed to the context.';
      return (await shareOf('context-recall', task, { expected: value }, seen)) >= threshold;
    },
  ),
};

async function shareOf(
  type: string,
  task: string,
  data: Record<string, string>,
  seen: Seen,
): Promise<number> {
  const judge = requireJudge(seen, type);
  const context = contextOf(seen, type);
  const { statements } = await judge.ask(
    {
      schema: statementsSchema,
      task: `${dataRule}\n\n${task}`,
      data: quoteData({ context, ...data }),
    },
    seen.signal,
  );
  // Neither all nor nothing of nothing: an answer may not get past a judge by saying nothing that can be checked.
  if (statements.length === 0) {
    throw notEvaluated(
      `The judge found no statement for the assertion ${type}.`,
      'Assert by another type what such an answer must say.',
    );
  }
  return statements.filter(({ holds }) => holds).length / statements.length;
}

function contextOf({ calls = [] }: Seen, type: string): string {
  const call = calls.findLast(({ prompt }) => prompt !== '');
  if (call !== undefined) return call.prompt;
  throw notEvaluated(
    `The assertion ${type} needs the prompt, and none was seen.`,
    'Let the application reach its model through OPENAI_BASE_URL or ANTHROPIC_BASE_URL.',
  );
}
