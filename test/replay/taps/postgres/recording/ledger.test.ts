import { expect, it } from 'vitest';
import type { Column } from '../../../../../src/replay/taps/postgres/conversation/bodies.ts';
import {
  type Draft,
  openLedger,
} from '../../../../../src/replay/taps/postgres/recording/ledger.ts';

const branch = { host: '127.0.0.1', port: 1, user: 'u', database: 'd' };
const types = { bytea: 17, text: 25 };

function columnsOf(count: number, type: number): Column[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ name: `c${index}`, table: 100, attribute: index + 1, type, format: 0 },
  }));
}

/** Adds statements whose rows have values that are longer than any limit. */
function fill(sql: string, columns: readonly Column[], statements: number): Draft[] {
  const ledger = openLedger();
  for (let statement = 0; statement < statements; statement++) {
    const draft = ledger.add({
      ...{ sql, parameters: [], parameterTypes: [], branch, beganAt: 0, columns },
    });
    if (draft === undefined) break;
    for (let row = 0; row < 200; row++) {
      const limits = ledger.wanted(draft);
      if (limits === undefined) break;
      const values = limits.map((limit = 0) => ({ bytes: Buffer.alloc(limit), length: 100_000 }));
      ledger.addRow(draft, values);
    }
  }
  return ledger.end();
}

const retrieval = 'SELECT * FROM wide ORDER BY embedding <-> $1';

it.each([
  ['of 60 values that are no texts', columnsOf(60, types.bytea), 25, 4_194_304],
  ['of 60 texts', columnsOf(60, types.text), 25, 1_048_576],
  ['of 1,600 texts', columnsOf(1600, types.text), 25, 1_048_576],
  ['of one text', columnsOf(1, types.text), 25, 1_048_576],
])('rows %s take no more bytes than they may', (_, columns, statements, most) => {
  const rows = fill(retrieval, columns, statements).flatMap((draft) => draft.rows);
  const bytes = rows.flat().reduce((sum, value) => sum + (value?.bytes.length ?? 0), 0);
  expect(bytes).toBeLessThanOrEqual(most);
  expect(bytes).toBeGreaterThan(most / 2);
});

it('values that say nothing are counted, too', () => {
  const ledger = openLedger();
  const columns = columnsOf(100, types.text);
  const drafts = Array.from({ length: 200 }, () =>
    ledger.add({
      ...{ sql: retrieval, parameters: [], parameterTypes: [], branch, beganAt: 0, columns },
    }),
  );
  for (const draft of drafts) {
    for (let row = 0; row < 200; row++) {
      if (draft && ledger.wanted(draft)) ledger.addRow(draft, new Array(100).fill(null));
    }
  }
  const values = ledger.end().flatMap(({ rows }) => rows.flat()).length;
  expect(values).toBe(200_000);
});

it('columns are described for as many statements as there is room for, half of it for retrieval', () => {
  const described = (sql: string) =>
    fill(sql, columnsOf(1600, types.text), 100).filter(({ columns }) => columns.length > 0).length;
  expect(described(retrieval)).toBe(62);
  expect(described('SELECT * FROM wide')).toBe(31);
});

it('the same SQL takes room once, and parameters each time', () => {
  const ledger = openLedger();
  const add = (sql: string, count: number) =>
    ledger.add({
      ...{ sql, parameterTypes: [], branch, beganAt: 0, columns: [] },
      parameters: Array.from({ length: count }, () => ({ format: 0, value: null })),
    });
  const long = `SELECT '${'x'.repeat(5_000_000)}'`;
  expect([add(long, 0), add(long, 0)]).not.toContain(undefined);
  expect(add(`${long} AS other`, 0)).toBeUndefined();
  expect(add('INSERT', 60_000)).toBeUndefined();
});
