import { Script } from 'node:vm';
import { z } from 'zod';
import { toProgram } from './javascript-program.ts';
import { runInSandbox } from './javascript-sandbox.ts';
import { notEvaluated } from './not-evaluated.ts';
import { rule, type Seen } from './rule.ts';
import { textValue } from './values.ts';

const code = textValue('the JavaScript').superRefine((source, context) => {
  const problem = syntaxProblem(source);
  if (problem) context.addIssue(problem);
});

const threshold = z.number({ error: 'write a number: threshold: 0.5' }).exactOptional();

/**
 * JavaScript that judges the answer: an expression, declarations with an expression after them, or the body of a
 * function that returns. It gets `output` and `context` (`vars`: the case's question, observed and expected; `prompt`:
 * the last one that a model was given), and nothing of Node. It gives a boolean, a score, or `{ pass, score, reason }`;
 * a score has to reach the threshold, or without one to be more than 0. JavaScript that throws does not hold, nor does
 * its opposite.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/javascript/
 */
export const javascriptRules = {
  javascript: rule({ value: code, threshold }, async ({ value, threshold }, seen) => {
    const outcome = await runInSandbox(toProgram(value), {
      output: seen.answer,
      context: { vars: seen.vars, prompt: promptOf(seen) },
    });
    switch (outcome.kind) {
      case 'boolean':
        return outcome.value;
      case 'number':
        return threshold === undefined ? outcome.value > 0 : outcome.value >= threshold;
      case 'thrown':
        return undefined;
      case 'other':
        throw notEvaluated(
          'The JavaScript of an assertion gave neither a boolean nor a number nor { pass, score, reason }.',
          'Return one of them; write `return` where it has several lines.',
        );
      case 'limit':
        throw notEvaluated(
          `The JavaScript of an assertion took more than ${outcome.limit}.`,
          'Write it shorter: it only has to look at one answer.',
        );
    }
  }),
};

function promptOf({ calls = [] }: Seen): string {
  return calls.findLast(({ prompt }) => prompt !== '')?.prompt ?? '';
}

/** Only the line: V8's message can quote the source, which may hold what is to be masked. */
function syntaxProblem(source: string): string | undefined {
  const { text, isScript } = toProgram(source);
  try {
    new Script(isScript ? `{${text}\n}` : text, { filename: 'assertion' });
    return undefined;
  } catch (error) {
    const line = Number(/^assertion:(\d+)/.exec((error as Error).stack ?? '')?.[1] ?? 1);
    const lines = source.trimEnd().split('\n').length;
    return `not JavaScript: a syntax error near line ${Math.min(line, lines)}`;
  }
}
