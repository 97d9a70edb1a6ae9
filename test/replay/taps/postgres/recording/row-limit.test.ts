import { expect, it } from 'vitest';
import { rowLimitOf } from '../../../../../src/replay/taps/postgres/recording/row-limit.ts';

const near = 'SELECT id FROM items ORDER BY e <=> $1';

it.each<[string, (string | null | undefined)[], number | null | undefined]>([
  [`${near} LIMIT 6`, [], 6],
  [`${near} LIMIT 1_000`, [], 1000],
  [`${near} LIMIT 6::bigint`, [], 6],
  [`${near} LIMIT 6.5`, [], null],
  [`${near} LIMIT '6'`, [], null],
  [`${near} LIMIT 2 * 3`, [], null],
  [`${near} LIMIT $2`, ['[1,2]', '6'], 6],
  [`${near} LIMIT $2::int`, ['[1,2]', '6'], 6],
  [`${near} LIMIT $2`, ['[1,2]', null], undefined],
  [`${near} LIMIT $2`, ['[1,2]', undefined], null],
  [`${near} LIMIT $2`, ['[1,2]', '6e3'], null],
  [`${near} LIMIT $2`, ['[1,2]', '-6'], null],
  [`${near} LIMIT $2`, ['[1,2]', '9223372036854775807'], null],
  [`${near} LIMIT $3`, ['[1,2]'], null],
  [`${near} FETCH FIRST ROW ONLY`, [], 1],
  [`(${near} LIMIT 6) UNION ALL (${near} LIMIT 6)`, [], 6],
  [`(${near} LIMIT 6) UNION ALL (${near} LIMIT 5)`, [], null],
  [`(${near} LIMIT $2) UNION ALL (${near} LIMIT 5)`, ['[1,2]', null], 5],
  [near, [], undefined],
  [`${near} LIMIT ALL`, [], undefined],
])('how many rows are asked for: %s with %j', (sql, parameters, rows) => {
  expect(rowLimitOf(sql, parameters)).toBe(rows);
});
