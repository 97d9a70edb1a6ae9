import { describe, expect, test } from 'vitest';
import { retrievedRecordSchema } from '../../../src/investigation/result.ts';
import { buildContext } from '../../../src/replay/context/context.ts';
import { contextSentence } from '../../../src/replay/context/context-sentence.ts';
import type { ObservedModelCall, ObservedRow } from '../../../src/replay/taps/tap.ts';
import { publicContext } from '../../../src/report/public/public-context.ts';
import { callWith } from '../assertions/seen.ts';
import { rowWith, statementWith } from './observed.ts';

/** Prose that no other number gives, of about so many characters. */
function prose(number: number, length: number): string {
  let text = '';
  for (let word = 0; text.length < length; word += 1) text += `n${number}w${word * number} `;
  return text.slice(0, length).trim();
}

function contextOf(
  rows: ObservedRow[],
  calls: Partial<ObservedModelCall>[],
  windows: Record<string, number> = {},
) {
  const context = buildContext(
    {
      statements: [statementWith({ retrieval: 'vector', rows })],
      calls: calls.map((call) => callWith(call)),
    },
    { windows, named: [] },
  );
  for (const record of context.retrieved) retrievedRecordSchema.parse(record);
  return context;
}

/** How one row with these texts is found in a prompt. */
function useOf(texts: string[], prompt: string) {
  const [row] = contextOf([rowWith({ texts })], [{ prompt }]).retrieved;
  const { used, of } = row?.cut ?? {};
  return row?.cut ? `${used} of ${of}` : row?.reached;
}

test('the sentence of the design', () => {
  const rows = [101, 102, 103, 104, 812, 105].map((id, index) =>
    rowWith({ key: { id }, rank: index + 1, texts: [prose(id, id === 812 ? 4031 : 900)] }),
  );
  const prompt = [101, 103, 105].map((id) => prose(id, 900)).join('\n\n');
  const cut = prose(812, 4031).slice(0, 1200);
  const context = contextOf(rows, [{ prompt: `Sources:\n${prompt}\n\n${cut}\n\nQuestion: …` }]);
  expect(contextSentence(context)).toBe(
    '6 rows retrieved, 4 reached the prompt, #812 cut at 1,200 of 4,031 characters',
  );
  expect(context.retrieved.map(({ reached }) => reached)).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
  ]);
});

test('texts that nobody could search are told, to everybody', () => {
  const calls = [
    { api: 'openai-embeddings' as const, hasTokenIds: true as const },
    { prompt: 'Where?' },
  ];
  const sentence = contextSentence(contextOf([], calls));
  const told = 'texts were embedded as token ids and not searched for raw values';
  expect(sentence).toMatch(new RegExp(`; ${told}$`));
  expect(publicContext(sentence)).toContain(told);
  expect(contextSentence(contextOf([], calls.slice(1)))).not.toContain(told);
});

describe('a row reached the prompt', () => {
  const body = prose(7, 2000);

  test.each<[string, string[], string, ReturnType<typeof useOf>]>([
    ['whole', [body], `a ${body} b`, true],
    ['with other white space', [body.replaceAll(' ', '\n\n  ')], body, true],
    ['as JSON', [`"${body}"\n\tends`], JSON.stringify({ body: `"${body}"\n\tends` }), true],
    ['as JSON of ASCII', [`é ${body}`], `{"body": "\\u00e9 ${body}"}`, true],
    ['cut at its end', [body], `a ${body.slice(0, 500)}`, '500 of 2000'],
    [
      'cut by one character',
      [body],
      `a ${body.slice(0, -1)}`,
      `${body.length - 1} of ${body.length}`,
    ],
    ['cut at its beginning', [body], `a ${body.slice(-1000)}`, `1000 of ${body.length}`],
    [
      'without its middle',
      [body],
      `${body.slice(0, 300)} … ${body.slice(1500)}`,
      `${300 + body.length - 1500} of ${body.length}`,
    ],
    ['with a character changed', [body], `a ${body.slice(0, 900)}X${body.slice(901)}`, true],
    [
      'by the column of which most is there',
      ['A subject line', body],
      `A subject line\n${body.slice(0, 700)}`,
      '700 of 2000',
    ],
    ['by its subject alone', ['A subject of its own', body], 'Sources: A subject of its own', true],
    ['by a short text that is all of it', ['49 Euro'], 'It costs 49 Euro.', true],
  ])('%s', (_, texts, prompt, use) => {
    const expected = typeof use === 'string' ? use.replace('2000', String(body.length)) : use;
    expect(useOf(texts, prompt)).toBe(expected);
  });

  test.each([
    ['of which nothing is there', [body], 'Sources: none'],
    ['of which a few words are there', [body], `a ${body.slice(500, 560)} b`],
    ['that is only part of a word', ['Ada'], 'Adam asked.'],
    ['whose state is a common word', ['open', body], 'The shop is open.'],
  ])('not one %s', (_, texts, prompt) => {
    expect(useOf(texts, prompt)).toBe(false);
  });

  test('not by a subject that another row has too', () => {
    const rows = [1, 2].map((id) =>
      rowWith({ key: { id }, rank: id, texts: ['Re: the same subject', prose(id + 10, 500)] }),
    );
    const prompt = `Re: the same subject\n${prose(11, 500)}`;
    expect(contextOf(rows, [{ prompt }]).retrieved.map(({ reached }) => reached)).toEqual([
      true,
      false,
    ]);
  });

  test('by any of several prompts', () => {
    const context = contextOf(
      [rowWith({ texts: [body] })],
      [{ prompt: body }, { prompt: 'sum up' }],
    );
    expect(context.retrieved[0]).toMatchObject({ reached: true });
  });

  test('or it is unknown, where it has no text or no prompt was seen', () => {
    const noText = contextOf(
      [rowWith({ texts: [''] }), rowWith({ key: { id: 2 }, texts: [body] })],
      [{ prompt: body }],
    );
    expect(noText.retrieved.map(({ reached }) => reached)).toEqual([undefined, true]);
    expect(contextSentence(noText)).toBe('2 rows retrieved, 1 reached the prompt, 1 unknown');
    const noPrompt = contextOf(
      [rowWith({ texts: [body] })],
      [{ api: 'openai-embeddings', prompt: '' }],
    );
    expect(noPrompt.retrieved[0]).not.toHaveProperty('reached');
    expect(contextSentence(noPrompt)).toBe('1 row retrieved, no prompt was seen');
  });
});

describe('retrieved are', () => {
  test('the rows of statements marked as retrieval, and of no others', () => {
    const statements = [
      statementWith({ rows: [rowWith({ key: { id: 1 } })] }),
      statementWith({ retrieval: 'vector', rows: [rowWith({ key: { id: 2 }, distance: 0.5 })] }),
      statementWith({
        retrieval: 'full-text',
        rows: [rowWith({ table: 'docs.pages', key: { slug: 'a' }, rank: 1 })],
      }),
    ];
    const { retrieved } = buildContext({ statements, calls: [] }, { windows: {}, named: [] });
    expect(retrieved).toEqual([
      { table: 'messages', key: { id: 2 }, rank: 1, distance: 0.5 },
      { table: 'docs.pages', key: { slug: 'a' }, rank: 1 },
    ]);
  });

  test('a row that two of them returned once, by its better rank', () => {
    const statements = [
      statementWith({ retrieval: 'vector', rows: [rowWith({ rank: 4, distance: 0.4 })] }),
      statementWith({ retrieval: 'full-text', rows: [rowWith({ rank: 2, distance: 0.9 })] }),
    ];
    const { retrieved } = buildContext({ statements, calls: [] }, { windows: {}, named: [] });
    expect(retrieved).toEqual([{ table: 'messages', key: { id: 1 }, rank: 2, distance: 0.9 }]);
  });

  test('found by texts that another statement fetched', () => {
    const text = prose(3, 300);
    const statements = [
      statementWith({ retrieval: 'vector', rows: [rowWith({ key: { id: '7' } })] }),
      statementWith({ rows: [rowWith({ key: { id: 7 }, rank: 5, texts: [text] })] }),
    ];
    const calls = [callWith({ prompt: text })];
    const { retrieved } = buildContext({ statements, calls }, { windows: {}, named: [] });
    expect(retrieved).toEqual([{ table: 'messages', key: { id: '7' }, rank: 1, reached: true }]);
  });

  test('rows without a key too, each by its rank', () => {
    const rows = [1, 2].map((rank) => rowWith({ key: undefined, rank, texts: [prose(rank, 200)] }));
    const context = contextOf(rows, [{ prompt: prose(2, 200).slice(0, 100) }]);
    expect(context.retrieved).toMatchObject([
      { key: {}, rank: 1, reached: false },
      { key: {}, rank: 2, reached: true },
    ]);
    expect(contextSentence(context)).toContain('rank 2 cut at 100 of');
  });

  test('none, where no statement retrieves or none came back', () => {
    const nothing = buildContext({ statements: [], calls: [] }, { windows: {}, named: [] });
    expect(contextSentence(nothing)).toBe('no statement that retrieves was seen');
    expect(contextSentence(contextOf([], []))).toBe('no row retrieved');
  });
});

describe('of the model the context says', () => {
  const rows = [rowWith({ texts: [prose(3, 200)] })];
  const prompt = prose(3, 200);

  test('name, tokens, window and finish reason of the call that was answered last', () => {
    const calls = [
      { prompt: 'first', promptTokens: 1, finishReason: 'stop' },
      { prompt, promptTokens: 1832, finishReason: 'stop' },
      { prompt: 'no answer', answer: '', status: 500 },
      { api: 'openai-embeddings' as const, prompt: '', promptTokens: 5 },
    ];
    const context = contextOf(rows, calls, { small: 8192 });
    expect(context.model).toEqual({
      name: 'small-2026-01-01',
      promptTokens: 1832,
      window: 8192,
      finishReason: 'stop',
    });
    expect(contextSentence(context)).toBe(
      '1 row retrieved, all reached the prompt; prompt 1,832 of 8,192 tokens',
    );
    const unknown = contextOf(rows, calls, { 'small-2026-01-01': 4096, toString: 1 });
    expect(unknown.model.window).toBe(4096);
    expect(contextSentence(contextOf(rows, calls))).toContain('; prompt 1,832 tokens');
  });

  test.each(['length', 'max_tokens', 'max_output_tokens'])(
    'that its API cut the answer (%s)',
    (finishReason) => {
      const context = contextOf(rows, [{ prompt, finishReason }]);
      expect(context.limits).toEqual([{ what: 'answer', reason: finishReason }]);
      expect(contextSentence(context)).toContain(
        `; the model's API cut the answer (${finishReason})`,
      );
    },
  );

  test('which answers were lost, and whether the last one was', () => {
    const limit = { answer: '', status: 429, error: "The model's API answered 429.", isLost: true };
    const unanswered = { answer: '', status: 0, isLost: true };
    const lostOf = (...calls: Partial<ObservedModelCall>[]) => contextOf(rows, calls).lost;
    expect(contextSentence(contextOf(rows, [limit, limit, { prompt }]))).toMatch(
      /; the model's API answered 429$/,
    );
    expect(lostOf({ prompt }, limit)).toBe(limit.error);
    expect(lostOf(limit, { prompt })).toBeUndefined();
    expect(lostOf({ ...limit, api: 'openai-embeddings' }, { prompt })).toBe(limit.error);
    expect(lostOf({ prompt }, { ...limit, api: 'other' })).toBeUndefined();
    // A call that goes on when the application has answered.
    expect(lostOf(unanswered)).toBe('The application answered before its model did.');
    expect(lostOf({ prompt }, unanswered)).toBeUndefined();
    expect(lostOf(limit, unanswered)).toBe(limit.error);
  });

  test('that a connection was lost sight of, with its rows', () => {
    const statements = [statementWith({ sql: '', isLost: true })];
    const context = buildContext({ statements, calls: [] }, { windows: {}, named: [] });
    expect(contextSentence(context)).toBe(
      'no statement that retrieves was seen; a connection to the database could not be followed: its rows are missing',
    );
    expect(context.lost).toBeUndefined();
  });

  test('that its API refused the prompt', () => {
    const error = 'The model answered 400: context_length_exceeded';
    const context = contextOf(rows, [{ prompt, answer: '', status: 400, error }]);
    expect(context.limits).toEqual([{ what: 'prompt', reason: 'context_length_exceeded' }]);
    expect(contextSentence(context)).toContain("; the model's API refused the prompt as too long");
  });
});

test('the sentence names tables where there are several, and few of many cut rows', () => {
  const several = [
    rowWith({ key: { id: 1 }, texts: [prose(1, 400)] }),
    rowWith({ table: 'docs.pages', key: { slug: 'a', lang: 'en' }, texts: [prose(2, 400)] }),
  ];
  const prompt = several.map(({ texts }) => texts[0]?.slice(0, 100)).join('\n');
  expect(contextSentence(contextOf(several, [{ prompt }]))).toMatch(
    /^2 rows retrieved, all reached the prompt, messages #1 cut at 100 of \d+ characters, docs.pages #a,en cut at 100 of/,
  );
  const many = Array.from({ length: 9 }, (_, id) =>
    rowWith({ key: { id }, rank: id + 1, texts: [prose(id + 3, 400)] }),
  );
  const cut = many.map(({ texts }) => texts[0]?.slice(0, 100)).join('\n');
  expect(contextSentence(contextOf(many, [{ prompt: cut }]))).toMatch(/characters, 4 more cut$/);
});

test('a hundred rows of 100 KB against a prompt of a megabyte take a moment', () => {
  const rows = Array.from({ length: 100 }, (_, id) =>
    rowWith({ key: { id }, rank: id + 1, texts: [prose(id + 3, 100_000)] }),
  );
  const prompt = rows.map(({ texts }) => texts[0]?.slice(0, 10_000)).join('\n');
  const start = performance.now();
  const context = contextOf(rows, [{ prompt }]);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(context.retrieved.every(({ cut }) => Math.abs((cut?.used ?? 0) - 10_000) < 8)).toBe(true);
});
