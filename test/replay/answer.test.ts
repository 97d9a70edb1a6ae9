import { describe, expect, test } from 'vitest';
import { replayResultSchema } from '../../src/investigation/result.ts';
import { readAnswer } from '../../src/replay/answer.ts';

const retrieved = { rows: '$.sources[*]', table: 'messages', key: 'id' };

function problem(message: string) {
  return expect.objectContaining({
    code: 'replay-failed',
    message: expect.stringContaining(message),
  });
}

/** `count` lists, one inside the other, with nothing in the innermost. */
function nested(count: number) {
  return JSON.parse('['.repeat(count) + ']'.repeat(count));
}

test('the answer is the text that the path names', () => {
  const body = { choices: [{ text: 'a' }, { text: 'b' }] };
  expect(readAnswer(body, { answer: '$.choices[-1].text' })).toEqual({
    answer: 'b',
    retrieved: [],
  });
});

test('an answer that is no text is its JSON', () => {
  expect(readAnswer({ a: { b: [1, null] } }, { answer: '$.a' }).answer).toBe('{"b":[1,null]}');
  expect(readAnswer({ a: false }, { answer: '$.a' }).answer).toBe('false');
  expect(readAnswer({ a: '' }, { answer: '$.a' }).answer).toBe('');
});

test.each([
  [{ b: 1 }, '$.a', '$.a finds nothing'],
  [{ a: null }, '$.a', '$.a finds nothing'],
  ['text', '$.a', '$.a finds nothing'],
  [null, '$', '$ finds nothing'],
  [{ a: [1, 2] }, '$.a[*]', '$.a[*] finds 2 values'],
  [{ a: 1 }, 'a', 'replay.answer is no JSONPath'],
  [{}, '$.constructor', 'finds nothing'],
  [{}, '$.__proto__', 'finds nothing'],
  [[], '$.length', 'finds nothing'],
])('%j has no answer at %s', (body, answer, message) => {
  expect(() => readAnswer(body, { answer })).toThrow(problem(message));
});

describe('retrieved rows', () => {
  test('are ranked in their order, as values or as objects that hold the key', () => {
    const body = { a: 'x', sources: [{ id: 7, score: 1 }, 'b-3', 9, { id: 'c' }] };
    expect(readAnswer(body, { answer: '$.a', retrieved }).retrieved).toEqual([
      { table: 'messages', key: { id: 7 }, rank: 1 },
      { table: 'messages', key: { id: 'b-3' }, rank: 2 },
      { table: 'messages', key: { id: 9 }, rank: 3 },
      { table: 'messages', key: { id: 'c' }, rank: 4 },
    ]);
  });

  test('may be none', () => {
    expect(readAnswer({ a: 'x' }, { answer: '$.a', retrieved }).retrieved).toEqual([]);
    expect(readAnswer({ a: 'x', sources: [] }, { answer: '$.a', retrieved }).retrieved).toEqual([]);
  });

  test.each([
    ['{ "ID": 7 }', 'retrieved row 2 has no id'],
    ['null', 'retrieved row 2 has no id'],
    ['[7]', 'retrieved row 2 has no id'],
    ['{ "id": { "id": 7 } }', 'retrieved row 2 has no id'],
    ['{ "__proto__": { "id": 7 } }', 'retrieved row 2 has no id'],
    ['9007199254740993', "the id of retrieved row 2 is a number that JSON can't carry exactly"],
    ['1e999', "the id of retrieved row 2 is a number that JSON can't carry exactly"],
  ])('with the second %s are refused', (row, message) => {
    const body = JSON.parse(`{ "a": "x", "sources": [1, ${row}] }`);
    expect(() => readAnswer(body, { answer: '$.a', retrieved })).toThrow(problem(message));
  });

  test('of a key called __proto__ change nothing but themselves', () => {
    const body = JSON.parse('{ "a": "x", "sources": [{ "__proto__": 7 }] }');
    const [row] = readAnswer(body, {
      answer: '$.a',
      retrieved: { ...retrieved, key: '__proto__' },
    }).retrieved;
    expect(Object.entries(row?.key ?? {})).toEqual([['__proto__', 7]]);
    expect(Object.getPrototypeOf(row?.key)).toBe(Object.prototype);
  });
});

describe('hostile JSON', () => {
  test('with NUL, broken surrogates and __proto__ is read as it is and makes a valid result', () => {
    const body = JSON.parse('{ "a": "\\u0000 \\ud800 \\u202e", "__proto__": { "a": "polluted" } }');
    const read = readAnswer(body, { answer: '$.a' });
    expect(read.answer).toBe('\0 \ud800 \u202e');
    expect(({} as { a?: string }).a).toBeUndefined();
    const trial = { ok: true, ...read, durationMs: 1, model: {}, failed: [] };
    const result = {
      ...{ case: 'n', trials: [trial], failures: 0, rate: 0, interval: [0, 1] },
      verdict: 'not-reproduced',
    };
    expect(replayResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test('nested a million times is searched', () => {
    expect(() => readAnswer(nested(1_000_000), { answer: '$.a' })).toThrow(
      problem('finds nothing'),
    );
  });

  test('nested too deeply to be an answer is refused', () => {
    expect(() => readAnswer({ a: nested(1_000_000) }, { answer: '$.a' })).toThrow(
      problem('nested too deeply'),
    );
  });

  test('with many rows is read', () => {
    const sources = Array.from({ length: 200_000 }, (_, id) => ({ id }));
    const read = readAnswer({ a: 'x', sources }, { answer: '$.a', retrieved });
    expect(read.retrieved.at(-1)).toEqual({
      table: 'messages',
      key: { id: 199_999 },
      rank: 200_000,
    });
  });
});

test.each([
  ["$[?match(@.a, '(a+)+')]", [{ a: `${'a'.repeat(60)}!` }]],
  ['$..*..*..*..*', nested(2000)],
])('the endless path %s is interrupted', (answer, body) => {
  const start = performance.now();
  expect(() => readAnswer(body, { answer })).toThrow(
    problem('The JSONPath of replay.answer took longer than 1000 ms.'),
  );
  expect(performance.now() - start).toBeLessThan(5000);
});
