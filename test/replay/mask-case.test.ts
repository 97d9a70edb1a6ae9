import { describe, expect, test } from 'vitest';
import { type Case, caseSchema } from '../../src/replay/case.ts';
import { maskCase } from '../../src/replay/mask-case.ts';

/** Stands for the `text` mask: known values become pseudonyms that have special characters of their own. */
function maskText(text: string): string {
  return text
    .replaceAll('Ada Lovelace', 'Zoë (Z.) Hill')
    .replaceAll('ada.l+x@example.com', 'zoe+1@example.net');
}

function mask(fields: object): Case {
  return maskCase(
    caseSchema.parse({ name: 'n', question: 'q', mustContain: ['x'], ...fields }),
    maskText,
  );
}

function maskPattern(value: string): RegExp {
  const [assertion] = mask({ assert: [{ type: 'regex', value }] }).assert;
  return new RegExp(assertion?.type === 'regex' ? assertion.value : expect.fail());
}

test('every free text of a case is masked', () => {
  const person = 'Ada Lovelace <ada.l+x@example.com>';
  const masked = mask({
    question: `${person}?`,
    observed: person,
    expected: person,
    request: {
      headers: { 'x-user': person },
      body: { deep: [{ who: person }], count: 1, none: null, __proto__: null },
    },
    assert: [
      { type: 'contains', value: person },
      { type: 'not-icontains-any', value: ['a', person] },
      { type: 'starts-with', value: person },
      { type: 'equals', value: { who: [person] } },
      { type: 'not-regex', value: 'Ada Lovelace' },
      { type: 'is-json' },
    ],
    mustNotContain: [person],
  });
  const text = JSON.stringify(masked);
  expect(text).not.toContain('Ada');
  expect(text).not.toContain('example.com');
  expect(text.match(/zoe\+1@example\.net/g)).toHaveLength(10);
  expect(masked.request?.body).toEqual({
    deep: [{ who: 'Zoë (Z.) Hill <zoe+1@example.net>' }],
    count: 1,
    none: null,
  });
  expect(caseSchema.parse(masked)).toEqual(masked);
});

test('a case without anybody in it stays as it is', () => {
  const original = caseSchema.parse({
    name: 'n',
    question: 'q',
    request: { path: '/a%20b/{{input}}?x=%7B+1&y#z', body: 'b' },
    assert: [{ type: 'regex', value: '\\bcosts\\s+(\\d{2}\\.|[a-z])+' }, { type: 'is-json' }],
  });
  expect(maskCase(original, maskText)).toEqual(original);
});

describe('a path', () => {
  test.each([
    ['/people/ada.l%2Bx%40example.com/mails', '/people/zoe%2B1%40example.net/mails'],
    ['/people/ada.l+x@example.com', '/people/zoe%2B1%40example.net'],
    ['/ask?who=Ada+Lovelace&q={{input}}', '/ask?who=Zo%C3%AB%20(Z.)%20Hill&q={{input}}'],
    ['/ask?who=Ada%20Lovelace,{{input}}', '/ask?who=Zo%C3%AB%20(Z.)%20Hill%2C{{input}}'],
    ['/broken%/Ada Lovelace%', `/broken%/${encodeURIComponent('Zoë (Z.) Hill%')}`],
  ])('%s becomes %s', (path, masked) => {
    expect(mask({ request: { path } }).request?.path).toBe(masked);
  });
});

describe('a regular expression', () => {
  test.each([
    'Ada Lovelace',
    'Ada\\sLovelace',
    'Ada\\s+Lovelace',
    '^\\bAda Lovelace\\b|nobody',
    'ada.l\\+x@example.com',
    'ada\\.l\\+x@example\\.com',
    '(?:ada\\.l\\+x@example\\.com){1,2}',
  ])('%s matches the pseudonym instead', (pattern) => {
    const masked = maskPattern(pattern);
    expect('Zoë (Z.) Hill or zoe+1@example.net').toMatch(
      pattern.startsWith('^') ? new RegExp(masked.source.replace('\\b|', '|')) : masked,
    );
    expect('Ada Lovelace, ada.l+x@example.com').not.toMatch(masked);
    expect(masked.source).not.toMatch(/Lovelace|example.{1,2}com/);
  });

  test('of a megabyte is masked in a moment', () => {
    const start = performance.now();
    maskPattern(`${'a\\.'.repeat(300_000)}|${'\\s+'.repeat(10_000)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('a mask that fails is not swallowed', () => {
  const original = caseSchema.parse({ name: 'n', question: 'q', mustContain: ['x'] });
  const failing = () => {
    throw new Error('mask-failed');
  };
  expect(() => maskCase(original, failing)).toThrow('mask-failed');
});
