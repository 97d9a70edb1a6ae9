import { describe, expect, test } from 'vitest';
import { holds, holdsOrNot } from './seen.ts';

const retrieved = [
  { table: 'messages', key: { id: 7 }, rank: 1 },
  { table: 'messages', key: { id: '90071992547409931' }, rank: 2 },
  { table: 'docs.pages', key: { slug: 'pricing', lang: 'en' }, rank: 3 },
];

describe('retrieves', () => {
  test.each([
    [{ table: 'messages', key: 7 }, true],
    [{ table: 'messages', key: '7' }, true],
    [{ table: 'messages', key: { id: 7 } }, true],
    [{ table: 'public.messages', key: { id: '7' } }, true],
    [{ table: 'messages', key: '90071992547409931' }, true],
    [{ table: 'messages', key: 8 }, false],
    [{ table: 'mails', key: 7 }, false],
    [{ table: 'messages', key: { number: 7 } }, false],
    [{ table: 'docs.pages', key: { slug: 'pricing' } }, true],
    [{ table: 'docs.pages', key: { slug: 'pricing', lang: 'de' } }, false],
    [{ table: 'docs.pages', key: 'pricing' }, false],
  ])('%j is %s', async (value, met) => {
    expect(await holdsOrNot({ type: 'retrieves', value }, { retrieved })).toBe(met);
  });

  test('is not met when no row was retrieved, and unknown when nobody says what was', async () => {
    const assertion = { type: 'retrieves', value: { table: 'messages', key: 7 } };
    expect(await holdsOrNot(assertion, { retrieved: [] })).toBe(false);
    for (const type of ['retrieves', 'not-retrieves']) {
      await expect(holds({ ...assertion, type }, {})).rejects.toThrow('not known which rows');
    }
  });
});

test.each([
  [2, true],
  [3, true],
  [1, false],
])('a row of rank 2 is of rank at most %d: %s', async (rank, met) => {
  const value = { table: 'messages', key: '90071992547409931', rank };
  expect(await holdsOrNot({ type: 'rank-at-most', value }, { retrieved })).toBe(met);
  const absent = { table: 'messages', key: 8, rank };
  expect(await holdsOrNot({ type: 'rank-at-most', value: absent }, { retrieved })).toBe(false);
});

describe('cites-retrieved', () => {
  test.each([
    ['by key', { pattern: '\\(message (\\d+)\\)' }, 'So (message 7).', true],
    [
      'by key, of all citations',
      { pattern: '\\(message (\\d+)\\)' },
      '(message 7) (message 8)',
      false,
    ],
    ['by rank', { pattern: '\\[(\\d+)\\]', by: 'rank' }, 'So [1], and [3].', true],
    ['by a rank that is not there', { pattern: '\\[(\\d+)\\]', by: 'rank' }, 'So [4].', false],
    ['by the whole match', { pattern: '\\d+' }, '7', true],
    ['by a key of another table', { pattern: '\\d+', table: 'docs.pages' }, '7', false],
    ['nothing', { pattern: '\\[(\\d+)\\]' }, 'No source.', true],
  ])('%s', async (_, value, answer, met) => {
    const seen = { retrieved, answer };
    expect(await holdsOrNot({ type: 'cites-retrieved', value }, seen)).toBe(met);
  });

  test('reads citations of the response', async () => {
    const value = { path: '$.citations[*].id' };
    const citing = (...ids: (string | number)[]) => ({
      retrieved,
      body: { citations: ids.map((id) => ({ id })) },
    });
    expect(await holdsOrNot({ type: 'cites-retrieved', value }, citing(7, '7'))).toBe(true);
    expect(await holdsOrNot({ type: 'cites-retrieved', value }, citing(7, 9))).toBe(false);
    expect(await holdsOrNot({ type: 'cites-retrieved', value }, citing())).toBe(true);
  });

  test('with a hostile expression is interrupted', async () => {
    const value = { pattern: '^(a+)+$' };
    const outcome = holds(
      { type: 'cites-retrieved', value },
      { retrieved, answer: `${'a'.repeat(50)}!` },
    );
    await expect(outcome).rejects.toThrow('took longer than 1000 ms');
  });
});
