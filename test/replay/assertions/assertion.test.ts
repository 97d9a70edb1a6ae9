import { expect, test } from 'vitest';
import { formatPath } from '../../../src/config/problem.ts';
import { validate } from '../../../src/config/validate.ts';
import { assertionSchema, evaluate } from '../../../src/replay/assertions/assertion.ts';
import { assertions, holds, seenWith } from './seen.ts';

const seen = seenWith({ answer: 'The licence costs 49 Euro, not 39.', durationMs: 900 });

test('evaluate names the failed assertions only, in their order', async () => {
  const written = assertions(
    { type: 'icontains', value: '49' },
    { type: 'not-icontains', value: '39' },
    { type: 'contains-all', value: ['a', 'b"'] },
    { type: 'is-json' },
    { type: 'latency', threshold: 800 },
    { type: 'javascript', value: 'output.length > 1000' },
  );
  expect(await evaluate(written, seen)).toEqual([
    'not-icontains: 39',
    'contains-all: ["a","b\\""]',
    'is-json',
    'latency: 800',
    'javascript: output.length > 1000',
  ]);
});

test('a long value is cut at 200 characters and kept on one line', async () => {
  const value = `two\nlines \u001b[31m\u202e${'😀'.repeat(300)}`;
  const [failed = ''] = await evaluate(assertions({ type: 'contains', value }), seen);
  const shown = failed.replace('contains: ', '');
  expect([...shown]).toHaveLength(200);
  expect(shown).toMatch(/^two lines {2}\[31m 😀+…$/u);
  expect(shown.isWellFormed()).toBe(true);
});

test('assertions that passed promptfoo are accepted as they are written there', () => {
  assertions(
    { type: 'contains', value: 'Paris' },
    { type: 'icontains-any', value: ['Paris', 'Lutetia'] },
    { type: 'starts-with', value: 'Yes' },
    { type: 'regex', value: '\\d{4}' },
    { type: 'is-json', value: { type: 'object', required: ['color'] } },
    { type: 'is-json', value: 'required:\n  - color\ntype: object\n' },
    { type: 'contains-json' },
    { type: 'javascript', value: "output.includes('Hello, World!')" },
    { type: 'javascript', value: 'Math.max(0, 1 - output.length / 100)', threshold: 0.5 },
    { type: 'similar', value: 'The expected output', threshold: 0.8 },
    { type: 'not-similar', value: ['one', 'other'] },
    { type: 'llm-rubric', value: 'is not apologetic and provides a clear, concise answer' },
    { type: 'llm-rubric', value: 'is polite', threshold: 0.8 },
    { type: 'factuality', value: 'The Earth orbits around the Sun' },
    { type: 'context-recall', threshold: 0.9, value: 'max purchase price is $500' },
    { type: 'context-faithfulness', threshold: 0.8 },
    { type: 'latency', threshold: 5000 },
    { type: 'cost', threshold: 0.002 },
    { type: 'not-contains', value: 'as an AI' },
    { type: 'contains', value: 'Paris', metric: 'Geography', weight: 1 },
  );
});

test.each([
  [{ type: 'contans', value: 'a' }, 'type: "contans" is unknown', '; did you mean "contains"?'],
  [
    { type: 'not-icontain', value: 'a' },
    'type: "not-icontain" is unknown',
    'mean "not-icontains"?',
  ],
  [{ type: 'g-eval', value: 'a' }, 'type: "g-eval" is unknown, must be one of contains, not-', ''],
  [{ type: 'similar:cosine', value: 'a' }, 'type: "similar:…" is unknown', ''],
  [{ type: '__proto__', value: 'a' }, 'type: "__proto__" is unknown', ''],
  [{ type: 5 }, 'type: must be one of contains, not-contains', ''],
  [{ value: 'a' }, 'type: is missing', ''],
  [null, ': must be a mapping', ''],
  ['contains: a', ': must be a mapping', ''],
  [{ type: 'contains' }, 'value: write the text to look for: value: "…"', ''],
  [{ type: 'contains', value: '' }, 'value: write at least one character', ''],
  [{ type: 'contains-any', value: 'a, b' }, 'value: write a list of texts: value: ["…", "…"]', ''],
  [{ type: 'contains-all', value: [] }, 'value: list at least one text', ''],
  [{ type: 'contains-all', value: ['a', ''] }, 'value[1]: write at least one character', ''],
  [{ type: 'starts-with', value: 5 }, 'value: write the beginning as text', ''],
  [{ type: 'regex', value: '' }, 'value: write at least one character', ''],
  [{ type: 'equals' }, 'value: write the text or JSON', ''],
  [{ type: 'equals', value: Number.NaN }, 'value: write the text or JSON', ''],
  [{ type: 'is-json', value: 5 }, 'value: write a JSON Schema', ''],
  [{ type: 'is-json', value: { type: 'secret' } }, 'value: not a JSON Schema', 'document'],
  [{ type: 'is-json', value: { $ref: 'https://a.example/b' } }, 'value: not a JSON Schema', ''],
  [{ type: 'javascript' }, 'value: write the JavaScript as text', ''],
  [{ type: 'javascript', value: 'output ===' }, 'value: not JavaScript: a syntax error', 'line 1'],
  [{ type: 'javascript', value: 'a\nb(\nreturn' }, 'value: not JavaScript: a syntax error', ''],
  [{ type: 'javascript', value: 'file://a.js' }, 'value: files are not read', ''],
  [{ type: 'javascript', value: '1', threshold: 'a' }, 'threshold: write a number', ''],
  [{ type: 'similar', value: 'a', threshold: 2 }, 'threshold: write a number from 0 to 1', ''],
  [{ type: 'llm-rubric' }, 'value: write what must be true of the answer', ''],
  [
    { type: 'llm-rubric', value: 'a', provider: 'openai:o1' },
    'provider: the judge is ai.judge',
    '',
  ],
  [{ type: 'llm-rubric', value: 'a', rubricPrompt: 'b' }, 'rubricPrompt: the judge is asked', ''],
  [
    { type: 'contains', value: 'a', weight: 2 },
    'weight: every assertion must hold',
    'leave it out',
  ],
  [
    { type: 'contains', value: 'a', weight: 0 },
    'weight: every assertion must hold',
    'leave it out',
  ],
  [{ type: 'contains', value: 'a', metric: 5 }, 'metric: write a name, or leave it out', ''],
  [{ type: 'contains', value: 'a', transform: 'b' }, 'transform: the answer is judged as', ''],
  [{ type: 'context-faithfulness', contextTransform: 'b' }, 'contextTransform: the context is', ''],
  [{ type: 'latency' }, 'threshold: write the most milliseconds', ''],
  [{ type: 'cost', threshold: -1 }, 'threshold: write a number that is not less than 0', ''],
  [{ type: 'retrieves', value: 'messages' }, 'value: write the row', ''],
  [{ type: 'retrieves', value: { table: 'messages' } }, 'value.key: write the key of the row', ''],
  [{ type: 'retrieves', value: { table: 'a', key: {} } }, 'value.key: name at least one', ''],
  [{ type: 'rank-at-most', value: { table: 'a', key: 1 } }, 'value.rank: write the rank', ''],
  [{ type: 'rank-at-most', value: { table: 'a', key: 1, rank: 0 } }, 'value.rank: the first', ''],
  [{ type: 'cites-retrieved' }, 'value: write where citations stand', ''],
  [{ type: 'cites-retrieved', value: {} }, 'value.pattern: write either pattern', ''],
  [{ type: 'cites-retrieved', value: { pattern: '(' } }, 'value.pattern: not a regular', ''],
  [{ type: 'cites-retrieved', value: { path: 'a' } }, 'value.path: must be a JSONPath', ''],
  [{ type: 'contains', value: 'a', treshold: 1 }, 'treshold: unknown key', ''],
])('%j is refused: %s%s', (assertion, beginning, end) => {
  const validated = validate(assertionSchema, assertion);
  const problems = 'problems' in validated ? validated.problems : expect.fail('it was accepted');
  const [told, ...others] = problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  expect(others).toEqual([]);
  expect(told?.startsWith(beginning), told).toBe(true);
  expect(told?.endsWith(end), told).toBe(true);
});

test('what a refused assertion holds is not repeated', () => {
  const hostile = ['{"const": ada@example.com', { pattern: '(ada@example.com' }];
  for (const value of hostile) {
    const problems = assertionSchema.safeParse({ type: 'is-json', value }).error?.issues ?? [];
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('ada@');
  }
  const code = assertionSchema.safeParse({ type: 'javascript', value: 'output ada@example.com' });
  expect(JSON.stringify(code.error?.issues)).not.toContain('ada');
});

test('an assertion that can not be evaluated ends the evaluation, whatever failed before', async () => {
  const written = assertions(
    { type: 'contains', value: 'absent' },
    { type: 'retrieves', value: { table: 'messages', key: 7 } },
  );
  await expect(evaluate(written, seen)).rejects.toMatchObject({ code: 'replay-failed' });
});

test('an answer that is nested too deeply is no failure', async () => {
  const answer = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
  const recursive = { $id: 'a', items: { $ref: 'a' } };
  await expect(holds({ type: 'is-json', value: recursive }, { answer })).rejects.toMatchObject({
    code: 'replay-failed',
  });
});
