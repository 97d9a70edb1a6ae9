import { describe, expect, it } from 'vitest';
import { retrievalOf } from '../../../../../src/replay/taps/postgres/sql/retrieval.ts';
import { tokensOf } from '../../../../../src/replay/taps/postgres/sql/tokens.ts';

const cut = (sql: string) => [...tokensOf(sql)].map(({ start, end }) => sql.slice(start, end));

describe('the operators of a run, as PostgreSQL cuts them', () => {
  it.each([
    ['a<->-1', ['a', '<->', '-', '1']],
    ['a<=-1', ['a', '<=', '-', '1']],
    ['a*-+1', ['a', '*', '-', '+', '1']],
    ['a+-*1', ['a', '+-*', '1']],
    ['+-1', ['+', '-', '1']],
    ['a@-1', ['a', '@-', '1']],
    ['a+/*b*/1', ['a', '+', '1']],
    ['a+--b\n1', ['a', '+', '1']],
    ['a-/1', ['a', '-/', '1']],
  ])('%s', (sql, tokens) => {
    expect(cut(sql)).toEqual(tokens);
  });
});

describe('SQL that is made to take long, in time that grows as it does', () => {
  it.each([
    ['pluses', '+'.repeat(131_000), 131_000],
    ['a star and minuses with pluses between', `*${'-+'.repeat(65_000)}`, 130_001],
    ['operators with comments between', '+/**/'.repeat(26_000), 26_000],
    ['one long operator', '*-+~'.repeat(32_000), 1],
  ])('%s', (_, sql, count) => {
    expect([...tokensOf(sql)]).toHaveLength(count);
    expect(retrievalOf(`SELECT ${sql} a <=> b`)).toBe('vector');
  });
});
