import type { ObservedRow, ObservedStatement } from '../../../src/replay/taps/tap.ts';

/** A statement that returned these rows. */
export function statementWith(statement: Partial<ObservedStatement>): ObservedStatement {
  const { rows = [] } = statement;
  return {
    ...{ sql: 'SELECT …', parameters: [], atMs: 0, durationMs: 1 },
    ...{ rowCount: rows.length, rows },
    ...statement,
  };
}

/** A row of the table messages. */
export function rowWith(row: Partial<ObservedRow>): ObservedRow {
  return { table: 'messages', key: { id: 1 }, rank: 1, texts: [], ...row };
}
