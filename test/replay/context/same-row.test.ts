import { describe, expect, test } from 'vitest';
import type { Trial } from '../../../src/investigation/result.ts';
import { identityOf, sameRow } from '../../../src/replay/context/same-row.ts';
import { reachedRecords } from '../../../src/replay/culprit/reached-records.ts';

const row = { table: 'messages', key: { id: 7, language: 'de' } };

describe('one row', () => {
  test.each([
    { table: 'public.messages', key: { id: 7, language: 'de' } },
    { table: 'messages', key: { language: 'de', id: '7' } },
  ])('is known by each of its names: %j', (other) => {
    expect(sameRow(other, row)).toBe(true);
    expect(identityOf(other)).toBe(identityOf(row));
  });

  test.each([
    { table: 'archive.messages', key: row.key },
    { table: 'messages', key: { id: 8, language: 'de' } },
    { table: 'messages', key: { id: 7, lang: 'de' } },
  ])('is not %j', (other) => {
    expect(sameRow(other, row)).toBe(false);
    expect(identityOf(other)).not.toBe(identityOf(row));
  });

  test('that the tap and the application name is one candidate', () => {
    const trial = (table: string): Trial => ({
      ...{ ok: false, answer: '', durationMs: 1, model: {}, failed: ['a'] },
      retrieved: [{ table, key: { id: 7 }, rank: 1 }],
    });
    expect(reachedRecords([trial('messages'), trial('public.messages')])).toEqual([
      { table: 'messages', key: { id: 7 } },
    ]);
  });
});
