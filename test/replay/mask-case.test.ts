// biome-ignore-all lint/suspicious/noTemplateCurlyInString: JavaScript of assertions
import { describe, expect, test } from 'vitest';
import { type Case, caseSchema } from '../../src/replay/case.ts';
import { maskCase } from '../../src/replay/mask-case.ts';
import { maskJavascript } from '../../src/replay/mask-javascript.ts';

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

test('the texts of every other assertion are masked, what they are made of stays', () => {
  const person = 'Ada Lovelace <ada.l+x@example.com>';
  const key = { email: 'ada.l+x@example.com', id: 7 };
  const original = {
    assert: [
      {
        type: 'is-json',
        value: {
          type: 'object',
          properties: { 'Ada Lovelace': { const: person }, b: { enum: [person, 1] } },
          required: ['b'],
          patternProperties: { '^a': { type: 'string', pattern: '^Ada Lovelace$' } },
        },
      },
      { type: 'contains-json' },
      { type: 'similar', value: [person], threshold: 0.8 },
      { type: 'llm-rubric', value: `says ${person}` },
      { type: 'not-llm-rubric', value: { must: [person] } },
      { type: 'factuality', value: person },
      { type: 'context-recall', value: person },
      { type: 'context-faithfulness', threshold: 0.7 },
      { type: 'latency', threshold: 100 },
      { type: 'retrieves', value: { table: 'people', key } },
      { type: 'not-rank-at-most', value: { table: 'people', key: key.email, rank: 3 } },
      { type: 'cites-retrieved', value: { pattern: '(Ada Lovelace)', by: 'key' } },
      { type: 'cites-retrieved', value: { path: '$.citations[*]' } },
      { type: 'javascript', value: "output.includes('Ada Lovelace')" },
    ],
  };
  const masked = mask(original);
  const text = JSON.stringify(masked.assert);
  // A name that is a key of the schema is no text of it, and its author sees to it.
  expect(text.match(/Ada/g)).toHaveLength(1);
  expect(text).not.toContain('example.com');
  expect(masked.assert.map(({ type }) => type)).toEqual([
    ...original.assert.map(({ type }) => type),
    'icontains',
  ]);
  expect(masked.assert[9]).toEqual({
    type: 'retrieves',
    value: { table: 'people', key: { email: 'zoe+1@example.net', id: 7 } },
  });
  expect(caseSchema.parse(masked)).toEqual(masked);
});

describe('javascript', () => {
  const maskCode = (value: string) => {
    const [assertion] = mask({ assert: [{ type: 'javascript', value }] }).assert;
    return assertion?.type === 'javascript' ? assertion.value : expect.fail();
  };
  const quoting = (code: string) =>
    maskJavascript(code, (text) => text.replaceAll('Ada', "O'Zoë\n`${1}"));

  test.each([
    ["output.includes('Ada Lovelace')", "output.includes('Zoë (Z.) Hill')"],
    ['output === "Ada Lovelace" // as \'it\' is', 'output === "Zoë (Z.) Hill" // as \'it\' is'],
    ['const a = `Ada Lovelace`;\nreturn a', 'const a = `Zoë (Z.) Hill`;\nreturn a'],
    ['true // Ada Lovelace', 'true  '],
    ['1 /* Ada Lovelace\n */ > 0', '1   > 0'],
    ['output.length > 3', 'output.length > 3'],
  ])('%s becomes %s', (code, masked) => {
    expect(maskCode(code)).toBe(masked);
  });

  test('stays what it is when the pseudonym has quotation marks and lines', () => {
    const masked = quoting("output.includes('Ada') || output.includes(`Ada`)");
    const judge = new Function('output', `return ${masked}`);
    expect(judge("O'Zoë `${1}")).toBe(true);
    expect(judge('Ada')).toBe(false);
  });

  test.each([
    '/Ada Lovelace/.test(output)',
    '`Ada Lovelace ${output}`.length',
    'output.Ada',
    "/'/.test(output) && output !== `Ada`",
  ])('that holds a person elsewhere, as %s, is refused', (code) => {
    expect(() => maskJavascript(code, (text) => text.replaceAll('Ada', 'Zoë'))).toThrow(
      expect.objectContaining({ code: 'case-invalid' }),
    );
  });

  test('of a megabyte is masked in a moment', () => {
    const start = performance.now();
    for (const code of ['"Ada\\\\"', "'", "\\\\'", '/* ', '"Ada" + ', '`${'].map((part) =>
      part.repeat(100_000),
    )) {
      try {
        quoting(`Ada${code}`);
      } catch (error) {
        expect(error).toMatchObject({ code: 'case-invalid' });
      }
    }
    expect(performance.now() - start).toBeLessThan(20_000);
  });
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
