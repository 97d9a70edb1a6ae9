import { describe, expect, test } from 'vitest';
import { formatPath } from '../../../src/config/problem.ts';
import { validate } from '../../../src/config/validate.ts';
import { evaluate } from '../../../src/replay/assertions/assertion.ts';
import { caseSchema } from '../../../src/replay/case.ts';
import { maskCase } from '../../../src/replay/mask-case.ts';
import { judgement, serveJudge } from './judge-server.ts';
import { assertions, holds, holdsOrNot, seenWith } from './seen.ts';

const vars = {
  question: 'What does "it" cost (in \'$\' or `€`)?',
  observed: '39 Euro\n{{question}} $& \\',
  expected: '49 Euro',
};

describe("a case's texts in an assertion's value", () => {
  test.each([
    ['contains', '{{expected}}'],
    ['icontains', 'costs {{ expected }}'],
    ['starts-with', 'It costs {{expected}}'],
    ['equals', 'It costs {{expected}}, not {{observed}}'],
    ['contains-all', ['{{expected}}', 'not {{observed}}']],
    ['icontains-any', ['absent', '{{observed}}']],
    ['regex', '^It costs {{expected}}, not {{observed}}$'],
    ['javascript', "output.includes('{{expected}}')"],
    ['javascript', "const wrong = '{{observed}}'; output.endsWith(wrong)"],
    ['javascript', 'const wrong = "{{observed}}";\nreturn output.endsWith(wrong);'],
    ['javascript', 'output.endsWith(`{{observed}}`)'],
  ])('stands in %s: %j', async (type, value) => {
    const answer = `It costs ${vars.expected}, not ${vars.observed}`;
    expect(await holdsOrNot({ type, value }, { answer, vars })).toBe(true);
    expect(await holdsOrNot({ type, value }, { answer: 'It is free.', vars })).toBe(false);
  });

  test.each([
    ['regex', '^{{question}}$'],
    ['javascript', "output === '{{question}}'"],
    ['javascript', 'output === "{{question}}"'],
    ['javascript', 'output === `{{question}}`'],
  ])('means itself in %s: %j', async (type, value) => {
    expect(await holdsOrNot({ type, value }, { answer: vars.question, vars })).toBe(true);
    const other = vars.question.replace('(', '');
    expect(await holdsOrNot({ type, value }, { answer: other, vars })).toBe(false);
  });

  test('stands in what a judge is told, and in the keys of rows', async () => {
    const passed = { reason: 'r', pass: true, score: 1 };
    const { judge, heard } = await serveJudge(() => judgement(passed));
    const rubric = { type: 'llm-rubric', value: 'answers {{question}}' };
    expect(await holds(rubric, { answer: 'a', vars, judge })).toBe(true);
    expect(heard[0]?.body.messages[1].content).toContain(`answers ${vars.question}`);
    const row = { type: 'retrieves', value: { table: 'faq', key: { title: '{{expected}}' } } };
    const retrieved = [{ table: 'faq', key: { title: '49 Euro' }, rank: 1 }];
    expect(await holds(row, { vars, retrieved })).toBe(true);
  });

  test('stands in citations', async () => {
    const value = { pattern: '{{expected}} \\[(\\d+)\\]' };
    const retrieved = [{ table: 'notes', key: { id: 1 }, rank: 1 }];
    const seen = { vars, retrieved, answer: '49 Euro [2], 39 Euro [1]' };
    expect(await holds({ type: 'cites-retrieved', value }, seen)).toBe(false);
  });

  test('is told with the assertion that fails', async () => {
    const written = assertions({ type: 'contains', value: '{{expected}}' });
    expect(await evaluate(written, seenWith({ vars }))).toEqual(['contains: 49 Euro']);
  });

  test('is the masked one', async () => {
    const original = caseSchema.parse({
      name: 'n',
      question: "Who is O'Hara?",
      assert: [
        { type: 'contains', value: 'You asked: {{question}}' },
        { type: 'javascript', value: "output.includes('{{question}}')" },
        { type: 'regex', value: '{{question}}' },
      ],
    });
    const masked = maskCase(original, (text) => text.replaceAll("O'Hara", 'D’Arcy (R.)'));
    const { question = '', assert } = masked;
    const seen = seenWith({ answer: 'No', vars: { question } });
    expect(await evaluate(assert, { ...seen, answer: `You asked: ${question}` })).toEqual([]);
    const failed = await evaluate(assert, seen);
    expect(failed).toHaveLength(3);
    expect(failed.join()).not.toContain('Hara');
  });
});

describe('a template that nobody would fill in', () => {
  function problemsOf(fields: object): string[] {
    const validated = validate(caseSchema, { name: 'n', question: 'q', ...fields });
    const problems = 'problems' in validated ? validated.problems : [];
    return problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  }
  const value = (text: unknown) => ({ assert: [{ type: 'equals', value: text }] });

  test.each([
    ['{{questoin}}', 'the variable "questoin" is unknown', 'did you mean "question"?'],
    ['{{input}}', 'the variable "input" is unknown, must be one of question, observed', ''],
    ['{{__proto__}}', 'the variable "__proto__" is unknown', ''],
    ['{{ question | lower }}', "of promptfoo's templates only {{question}}, {{observed}}", ''],
    ['{{ada@example.com}}', "of promptfoo's templates only", 'write the others out'],
    ['{% if question %}a{% endif %}', "of promptfoo's templates only", ''],
    ['{{expected}}', '{{expected}} needs a case with expected', ''],
    [['a', { b: 'c {{wrong}}' }], 'the variable "wrong" is unknown', ''],
  ])('is refused: %j', (text, beginning, end) => {
    const [told = '', ...others] = problemsOf(value(text));
    expect(others).toEqual([]);
    expect(told.startsWith(`assert[0].value: ${beginning}`), told).toBe(true);
    expect(told.endsWith(end), told).toBe(true);
    expect(told).not.toContain('ada@');
  });

  test('is told with all other problems', () => {
    const assert = ['a', { type: 'contans', value: 'b' }, { type: 'contains', value: '{{c}}' }];
    const problems = problemsOf({ observed: 5, assert });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      ...['observed', 'assert[0]', 'assert[1].type', 'assert[2].value'],
    ]);
  });

  test.each(['{ "a": { "b": {} } }', '{{', '}} {{', 'x {%', 'f({a:{b}})', '{{question}}'])(
    'is not seen in %j',
    (text) => expect(problemsOf(value(text))).toEqual([]),
  );

  test('is looked for in the short form, which has none', async () => {
    const { assert } = caseSchema.parse({
      ...{ name: 'n', question: 'q', mustNotContain: ['Dear {{first_name}}'] },
    });
    const answer = 'Dear {{first_name}}, welcome';
    expect(await evaluate(assert, seenWith({ answer, vars: { question: 'q' } }))).toHaveLength(1);
  });

  test('does not take long to find in a large case', () => {
    const problems = problemsOf(value(`${'{%'.repeat(200_000)}${'{{'.repeat(200_000)}`));
    expect(problems).toEqual([]);
  });
});
