import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findParts as findPartsOfAll } from '../../../src/replay/context/find-parts.ts';

const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');

const findParts = (text: string, prompt: string) => findPartsOfAll([text], prompt)[0] ?? [];

describe('the parts of a text in a prompt', () => {
  test('are nothing where nothing is shared', () => {
    expect(findParts(words, 'nothing of it')).toEqual([]);
    expect(findParts('', words)).toEqual([]);
    expect(findParts(words, '')).toEqual([]);
  });

  test('are found wherever they begin and end', () => {
    for (const [start, end] of [
      [0, 32],
      [1, 33],
      [7, 39],
      [15, 47],
      [100, 1200],
      [words.length - 32, words.length],
    ] as const) {
      const prompt = `«${words.slice(start, end)}»`;
      expect(findParts(words, prompt)).toEqual([{ start, end }]);
    }
  });

  test('shorter than 32 characters are left out', () => {
    expect(findParts(words, `«${words.slice(10, 41)}»`)).toEqual([]);
  });

  test('come in the order of the text, without overlap', () => {
    const prompt = `${words.slice(500, 700)}#${words.slice(0, 100)}#${words.slice(600, 800)}`;
    expect(findParts(words, prompt)).toEqual([
      { start: 0, end: 100 },
      { start: 500, end: 800 },
    ]);
  });

  test('are in the prompt, and every longer one that is there is found', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 0, maxLength: 200 }),
        fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 0, maxLength: 200 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (text, before, after) => {
          const cut = text.slice(3, 3 + 40);
          const prompt = `${before}${cut}${after}`;
          const parts = findParts(text, prompt);
          if (cut.length === 40) expect(parts.length).toBeGreaterThan(0);
          for (const { start, end } of parts) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  test('of several texts are told apart', () => {
    const prompt = `${words.slice(0, 100)} and ${words.slice(300, 350)}`;
    expect(findPartsOfAll([words.slice(300), 'nothing', words], prompt)).toEqual([
      [{ start: 0, end: 50 }],
      [],
      [
        { start: 0, end: 100 },
        { start: 300, end: 350 },
      ],
    ]);
  });

  test('of a megabyte that repeats itself are found soon', () => {
    const start = performance.now();
    const same = 'a'.repeat(1_000_000);
    expect(findParts(same, same)).toEqual([{ start: 0, end: 1_000_000 }]);
    findParts(`${'ab'.repeat(500_000)}`, `${'ab'.repeat(20)}c`.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
