import type { DatabaseAddress } from '../../../../engines/database-address.ts';
import { type Bind, type Column, sizeOfParameters } from '../conversation/bodies.ts';
import type { Row } from '../conversation/row-reader.ts';
import { type Retrieval, retrievalOf } from '../sql/retrieval.ts';

/** What one recording holds at most, so that no application can fill our memory. */
const MOST = {
  statements: 5000,
  /** Rows of one statement, and of all. */
  rowsOfStatement: 200,
  rows: 20_000,
  /** Values of rows, however short, and descriptions of columns: each takes some 200 bytes besides what it says. */
  values: 200_000,
  columns: 100_000,
  /** Bytes of one text, and of all texts of rows. */
  text: 65_536,
  texts: 1_048_576,
  /** Bytes of all values of rows that are no texts. */
  others: 4_194_304,
  /** Characters of SQL, where the same counts once, and bytes of parameters. */
  sql: 8_388_608,
};
/** What statements that retrieve nothing may have half of: what they take, retrieval can't have. */
type Shared = 'rows' | 'values' | 'columns' | 'texts' | 'others';
const SHARE_OF_OTHERS = 0.5;
/** Bytes of a value that is no text: a key fits, a vector does not have to. */
const LONGEST_KEY = 512;

/** text, varchar, bpchar, json, jsonb, xml */
const LONG_TYPES = new Set([25, 1043, 1042, 114, 3802, 142]);

/** A statement as far as it has come. */
export interface Draft {
  readonly sql: string;
  readonly parameters: Bind['parameters'];
  readonly parameterTypes: readonly number[];
  readonly retrieval: Retrieval | undefined;
  /** Where it ran: OIDs mean something there only. */
  readonly branch: DatabaseAddress;
  /** Readings of `performance.now()`. */
  readonly beganAt: number;
  endedAt: number | undefined;
  columns: readonly Column[];
  rowCount: number;
  readonly rows: Row[];
  error: string | undefined;
  /** Whether it may be another one that was answered; it has no rows then. */
  isLost: boolean;
}

/** The statements of one recording. */
export interface Ledger {
  readonly beganAt: number;
  /** False once the recording has ended: nothing is added any more. */
  isOpen(): boolean;
  /** `undefined` when there is no room for more. */
  add(
    statement: Pick<
      Draft,
      'sql' | 'parameters' | 'parameterTypes' | 'branch' | 'beganAt' | 'columns'
    >,
  ): Draft | undefined;
  /** Says of which columns its rows are. Without room for that, its rows are only counted. */
  describe(draft: Draft, columns: readonly Column[]): void;
  /** How many bytes of each column of the next row are wanted; `undefined` when that row is only counted. */
  wanted(draft: Draft): readonly (number | undefined)[] | undefined;
  addRow(draft: Draft, row: Row): void;
  /** Copies of what there is, in the order in which the statements began. */
  end(): Draft[];
}

/** An empty one, which begins now. */
export function openLedger(): Ledger {
  const drafts: Draft[] = [];
  /** By SQL, which is held once for all statements that have it. */
  const known = new Map<string, { sql: string; retrieval: Retrieval | undefined }>();
  const left = { ...MOST };
  let isOpen = true;

  /** What a statement may still take of something. */
  function room(draft: Draft, of: Shared): number {
    const reserved = draft.retrieval === undefined ? MOST[of] * (1 - SHARE_OF_OTHERS) : 0;
    return Math.max(0, left[of] - reserved);
  }

  function describe(draft: Draft, columns: readonly Column[]): void {
    if (columns.length > room(draft, 'columns')) return;
    left.columns -= columns.length;
    draft.columns = columns;
  }

  return {
    beganAt: performance.now(),
    isOpen: () => isOpen,
    add({ columns, ...statement }) {
      const isKnown = known.has(statement.sql);
      const size = sizeOfParameters(statement) + (isKnown ? 0 : statement.sql.length);
      if (!isOpen || drafts.length >= MOST.statements || size > left.sql) return undefined;
      left.sql -= size;
      const same = known.get(statement.sql) ?? {
        sql: statement.sql,
        retrieval: retrievalOf(statement.sql),
      };
      known.set(same.sql, same);
      const draft: Draft = {
        ...statement,
        ...same,
        ...{ endedAt: undefined, columns: [], rowCount: 0, rows: [], error: undefined },
        isLost: false,
      };
      describe(draft, columns);
      drafts.push(draft);
      return draft;
    },
    describe,
    wanted(draft) {
      const { columns, rows } = draft;
      const isFull = rows.length >= MOST.rowsOfStatement || room(draft, 'rows') < 1;
      if (!isOpen || isFull || !columns.some(({ table }) => table !== 0)) return undefined;
      const texts = columns.filter(({ type }) => LONG_TYPES.has(type)).length;
      const others = columns.length - texts;
      if (room(draft, 'values') < columns.length) return undefined;
      if (room(draft, 'others') < others * LONGEST_KEY) return undefined;
      const text = Math.min(MOST.text, Math.floor(room(draft, 'texts') / texts));
      return columns.map(({ type }) => (LONG_TYPES.has(type) ? text : LONGEST_KEY));
    },
    addRow(draft, row) {
      left.rows -= 1;
      left.values -= row.length;
      for (const [index, value] of row.entries()) {
        const isText = LONG_TYPES.has(draft.columns[index]?.type ?? 0);
        left[isText ? 'texts' : 'others'] -= value?.bytes.length ?? 0;
      }
      draft.rows.push(row);
    },
    end() {
      isOpen = false;
      return drafts
        .map((draft) => ({ ...draft, rows: [...draft.rows] }))
        .sort((a, b) => a.beganAt - b.beganAt);
    },
  };
}
