import { describe, expect, test } from 'vitest';
import { BranchProdError } from '../../../src/errors.ts';
import { assertionSchema, evaluate } from '../../../src/replay/assertions/assertion.ts';
import { holds as isMet, seenWith } from './seen.ts';

const answer = 'The licence costs 49 Euro, not 39.';

function holds(type: string, value: unknown, text = answer): Promise<boolean> {
  return isMet(value === undefined ? { type } : { type, value }, { answer: text });
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
  test(`holds for ${JSON.stringify(met)} and not for ${JSON.stringify(unmet)}`, async () => {
    expect(await holds(type, met)).toBe(true);
    expect(await holds(type, unmet)).toBe(false);
  });

  test('is inverted by not-', async () => {
    expect(await holds(`not-${type}`, met)).toBe(false);
    expect(await holds(`not-${type}`, unmet)).toBe(true);
  });
});

test('equals compares objects with the JSON of the answer, whatever the order of its keys', async () => {
  expect(await holds('equals', { a: [1, 'b'], c: null }, '{"c":null,"a":[1,"b"]}')).toBe(true);
  expect(await holds('equals', { a: 1 }, '{"a":1,"b":2}')).toBe(false);
  expect(await holds('equals', { a: 1 }, 'no JSON')).toBe(false);
  expect(await holds('not-equals', { a: 1 }, 'no JSON')).toBe(true);
  expect(await holds('equals', true, 'true')).toBe(true);
});

test('is-json takes any JSON value and nothing else', async () => {
  for (const text of ['{}', '[1]', 'null', '"a"', ' 1 ']) {
    expect(await holds('is-json', undefined, text)).toBe(true);
    expect(await holds('not-is-json', undefined, text)).toBe(false);
  }
  for (const text of ['', '{', 'answer: 1', '```json\n{}\n```']) {
    expect(await holds('is-json', undefined, text)).toBe(false);
    expect(await holds('not-is-json', undefined, text)).toBe(true);
  }
});

describe('a regular expression', () => {
  test('that backtracks without end is interrupted after a second and is no failed assertion', async () => {
    const hostile = assertionSchema.parse({ type: 'regex', value: '^(a+)+$' });
    const start = performance.now();
    await expect(evaluate([hostile], seenWith({ answer: `${'a'.repeat(50)}!` }))).rejects.toThrow(
      expect.objectContaining({
        code: 'replay-failed',
        message: 'The assertion regex: ^(a+)+$ took longer than 1000 ms.',
      }),
    );
    expect(performance.now() - start).toBeLessThan(3000);
    expect(await evaluate([hostile], seenWith({ answer: 'aaa' }))).toEqual([]);
  });

  test('that V8 finds too large only when it runs is no failed assertion', async () => {
    const hostile = assertionSchema.parse({ type: 'regex', value: 'a'.repeat(1_000_000) });
    await expect(evaluate([hostile], seenWith({ answer: 'a' }))).rejects.toThrow(
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
  ])('of nested repetitions ends soon (%#)', async (value) => {
    const start = performance.now();
    try {
      const answer = 'a'.repeat(100_000);
      await evaluate([assertionSchema.parse({ type: 'regex', value })], seenWith({ answer }));
    } catch (error) {
      expect(error).toBeInstanceOf(BranchProdError);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('that is none is refused without repeating it', async () => {
    const result = assertionSchema.safeParse({ type: 'regex', value: 'ada@example.com(: x' });
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['value'], 'not a regular expression of JavaScript: Unterminated group'],
    ]);
  });
});

test('hostile answers are judged', async () => {
  for (const text of ['', '\0', '\ud800', '['.repeat(5_000_000), '{"__proto__":{"a":1}}']) {
    expect(await holds('contains', 'absent', text)).toBe(false);
    expect(await holds('equals', { a: 1 }, text)).toBe(false);
  }
  expect(await holds('icontains', '\0B', 'a\0b')).toBe(true);
  expect(await holds('is-json', undefined, '['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBe(
    true,
  );
});
