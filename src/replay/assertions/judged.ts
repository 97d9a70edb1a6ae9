import { z } from 'zod';
import { dataRule, quoteData } from './judge/quote-data.ts';
import { requireJudge } from './judge/require-judge.ts';
import { rule } from './rule.ts';
import { scoreThreshold, textValue } from './values.ts';

const rubric = z.union(
  [
    textValue('what must be true of the answer'),
    z.record(z.string(), z.json()).transform((value) => JSON.stringify(value)),
  ],
  { error: 'write what must be true of the answer: value: "…"' },
);

const gradeSchema = z.strictObject({
  reason: z.string(),
  pass: z.boolean(),
  score: z.number().min(0).max(1),
});

const factualitySchema = z.strictObject({
  reason: z.string(),
  choice: z.enum(['A', 'B', 'C', 'D', 'E']),
});

/** What a judge says about one answer. */
export const judgedRules = {
  /**
   * The judge finds that the rubric is true of the answer, and gives it a score of at least the threshold, if there is
   * one.
   * https://www.promptfoo.dev/docs/configuration/expected-outputs/model-graded/llm-rubric/
   */
  'llm-rubric': rule(
    { value: rubric, threshold: scoreThreshold.exactOptional() },
    async ({ value, threshold }, seen) => {
      const judge = requireJudge(seen, 'llm-rubric');
      const { pass, score } = await judge.ask(
        {
          schema: gradeSchema,
          task: `${dataRule}\n\nGrade the answer by the rubric: it passes if what the rubric says is true of it. The score says how far, from 0 to 1.`,
          data: quoteData({ rubric: value, answer: seen.answer }),
        },
        seen.signal,
      );
      return pass && (threshold === undefined || score >= threshold);
    },
  ),
  /**
   * The answer does not contradict the reference: it says the same, less, more, or differs in nothing that matters.
   * The five choices are those of OpenAI's evals, as autoevals and promptfoo have them; promptfoo passes all but D.
   * https://github.com/openai/evals/blob/main/evals/registry/modelgraded/fact.yaml
   * https://www.promptfoo.dev/docs/configuration/expected-outputs/model-graded/factuality/
   */
  factuality: rule({ value: textValue('the right answer') }, async ({ value }, seen) => {
    const judge = requireJudge(seen, 'factuality');
    const { choice } = await judge.ask(
      {
        schema: factualitySchema,
        task: `${dataRule}\n\n${factualityTask}`,
        data: quoteData({
          question: seen.vars.question ?? '',
          reference: value,
          answer: seen.answer,
        }),
      },
      seen.signal,
    );
    return choice !== 'D';
  }),
};

const factualityTask = [
  'Compare the facts of the answer with those of the reference, which an expert gave to the same question. Style, grammar and punctuation do not count. Choose:',
  '(A) The answer is a subset of the reference and fully consistent with it.',
  '(B) The answer is a superset of the reference and fully consistent with it.',
  '(C) The answer holds all the same details as the reference.',
  '(D) The answer and the reference disagree.',
  '(E) They differ, but the differences do not matter for factuality.',
].join('\n');
