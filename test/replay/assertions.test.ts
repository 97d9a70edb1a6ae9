import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/config/problem.ts';
import { validate } from '../../src/config/validate.ts';
import { BranchProdError } from '../../src/errors.ts';
import { assertionSchema, evaluate } from '../../src/replay/assertions.ts';

const answer = 'The licence costs 49 Euro, not 39.';

function holds(type: string, value: unknown, text = answer): boolean {
  const assertion = assertionSchema.parse(value === undefined ? { type } : { type, value });
  return evaluate([assertion], text).length === 0;
}

describe.each([
  { type: 'contains', met: '49 Euro', unmet: '49 euro' },
  { type: 'contains', met: 49, unmet: 50 },
  { type: 'icontains', met: 'THE LICENCE', unmet: 'free' },
  { type: 'contains-all', met: ['49', '39'], unmet: ['49', '59'] },
  { type: 'contains-any', met: ['59', '39'], unmet: ['59', 'EURO'] },
  { type: 'icontains-all', met: ['euro', 'the'], unmet: ['euro', 'dollar'] },
  { type: 'icontains-any', met: ['dollar', 'EURO'], unmet: ['dollar', 'yen'] },
  { type: 'starts-with', met: 'The', unmet: 'the' },
  { type: 'regex', met: '^The .* \\d+\\.$', unmet: '^\\d' },
  { type: 'equals', met: answer, unmet: `${answer} ` },
])('$type', ({ type, met, unmet }) => {
  test(`holds for ${JSON.stringify(met)} and not for ${JSON.stringify(unmet)}`, () => {
    expect(holds(type, met)).toBe(true);
    expect(holds(type, unmet)).toBe(false);
  });

  test('is inverted by not-', () => {
    expect(holds(`not-${type}`, met)).toBe(false);
    expect(holds(`not-${type}`, unmet)).toBe(true);
  });
});

test('equals compares objects with the JSON of the answer, whatever the order of its keys', () => {
  expect(holds('equals', { a: [1, 'b'], c: null }, '{"c":null,"a":[1,"b"]}')).toBe(true);
  expect(holds('equals', { a: 1 }, '{"a":1,"b":2}')).toBe(false);
  expect(holds('equals', { a: 1 }, 'no JSON')).toBe(false);
  expect(holds('not-equals', { a: 1 }, 'no JSON')).toBe(true);
  expect(holds('equals', true, 'true')).toBe(true);
});

test('is-json takes any JSON value and nothing else', () => {
  for (const text of ['{}', '[1]', 'null', '"a"', ' 1 ']) {
    expect(holds('is-json', undefined, text)).toBe(true);
    expect(holds('not-is-json', undefined, text)).toBe(false);
  }
  for (const text of ['', '{', 'answer: 1', '```json\n{}\n```']) {
    expect(holds('is-json', undefined, text)).toBe(false);
    expect(holds('not-is-json', undefined, text)).toBe(true);
  }
});

test('evaluate names the failed assertions only, in their order', () => {
  const assertions = [
    { type: 'icontains', value: '49' },
    { type: 'not-icontains', value: '39' },
    { type: 'contains-all', value: ['a', 'b"'] },
    { type: 'is-json' },
  ].map((assertion) => assertionSchema.parse(assertion));
  expect(evaluate(assertions, answer)).toEqual([
    'not-icontains: 39',
    'contains-all: ["a","b\\""]',
    'is-json',
  ]);
});

test('a long value is cut at 200 characters and kept on one line', () => {
  const value = `two\nlines \u001b[31m\u202e${'😀'.repeat(300)}`;
  const [failed = ''] = evaluate([assertionSchema.parse({ type: 'contains', value })], answer);
  const shown = failed.replace('contains: ', '');
  expect([...shown]).toHaveLength(200);
  expect(shown).toMatch(/^two lines {2}\[31m 😀+…$/u);
  expect(shown.isWellFormed()).toBe(true);
});

describe('a regular expression', () => {
  test('that backtracks without end is interrupted after a second and is no failed assertion', () => {
    const hostile = assertionSchema.parse({ type: 'regex', value: '^(a+)+$' });
    const start = performance.now();
    expect(() => evaluate([hostile], `${'a'.repeat(50)}!`)).toThrow(
      expect.objectContaining({
        code: 'replay-failed',
        message: 'The assertion regex: ^(a+)+$ took longer than 1000 ms.',
      }),
    );
    expect(performance.now() - start).toBeLessThan(3000);
    expect(evaluate([hostile], 'aaa')).toEqual([]);
  });

  test('that V8 finds too large only when it runs is no failed assertion', () => {
    const hostile = assertionSchema.parse({ type: 'regex', value: 'a'.repeat(1_000_000) });
    expect(() => evaluate([hostile], 'a')).toThrow(
      expect.objectContaining({
        code: 'replay-failed',
        message: expect.stringContaining("can't be run"),
      }),
    );
  });

  test.each([
    '((a{1000}){1000}){1000}',
    '(?:a{0,1000}){0,1000}b',
    '(x|'.repeat(3000) + ')'.repeat(3000),
  ])('of nested repetitions ends soon (%#)', (value) => {
    const start = performance.now();
    try {
      evaluate([assertionSchema.parse({ type: 'regex', value })], 'a'.repeat(100_000));
    } catch (error) {
      expect(error).toBeInstanceOf(BranchProdError);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('that is none is refused without repeating it', () => {
    const result = assertionSchema.safeParse({ type: 'regex', value: 'ada@example.com(: x' });
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['value'], 'not a regular expression of JavaScript: Unterminated group'],
    ]);
  });
});

test.each([
  [{ type: 'contans', value: 'a' }, 'type: "contans" is unknown', '; did you mean "contains"?'],
  [
    { type: 'not-icontain', value: 'a' },
    'type: "not-icontain" is unknown',
    'mean "not-icontains"?',
  ],
  [
    { type: 'llm-rubric', value: 'a' },
    'type: "llm-rubric" is unknown, must be one of contains, not-',
    '',
  ],
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
  [{ type: 'is-json', value: { type: 'object' } }, 'value: unknown key', ''],
  [{ type: 'contains', value: 'a', treshold: 1 }, 'treshold: unknown key', ''],
])('%j is refused: %s%s', (assertion, beginning, end) => {
  const validated = validate(assertionSchema, assertion);
  const problems = 'problems' in validated ? validated.problems : expect.fail('it was accepted');
  const [told, ...others] = problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  expect(others).toEqual([]);
  expect(told?.startsWith(beginning), told).toBe(true);
  expect(told?.endsWith(end), told).toBe(true);
});

test('hostile answers are judged', () => {
  for (const text of ['', '\0', '\ud800', '['.repeat(5_000_000), '{"__proto__":{"a":1}}']) {
    expect(holds('contains', 'absent', text)).toBe(false);
    expect(holds('equals', { a: 1 }, text)).toBe(false);
  }
  expect(holds('icontains', '\0B', 'a\0b')).toBe(true);
  expect(holds('is-json', undefined, '['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBe(true);
});
