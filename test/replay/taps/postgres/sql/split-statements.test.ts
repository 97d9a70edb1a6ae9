import { describe, expect, it } from 'vitest';
import { splitStatements } from '../../../../../src/replay/taps/postgres/sql/split-statements.ts';

describe('the statements of a Query', () => {
  it.each<[string, string[]]>([
    ['SELECT 1', ['SELECT 1']],
    [' SELECT 1 ; SELECT 2; ', ['SELECT 1', 'SELECT 2']],
    [';;SELECT 1;;', ['SELECT 1']],
    ['', []],
    [' -- nothing', []],
    ['SELECT \';\'; SELECT $a$;$a$, ";" /* ; */', ["SELECT ';'", 'SELECT $a$;$a$, ";"']],
    [
      'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      [
        'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT 3',
      ],
    ],
    ['BEGIN; SELECT 1; END; SELECT 2', ['BEGIN', 'SELECT 1', 'END', 'SELECT 2']],
  ])('%s', (sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements);
  });
});
