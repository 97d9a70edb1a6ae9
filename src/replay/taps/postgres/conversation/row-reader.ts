import type { Value } from './bodies.ts';

/** A row's values by column; `null` is SQL's, `undefined` what was not wanted. */
export type Row = readonly (Value | null | undefined)[];

export interface RowReader {
  /** Begins a row of which so many bytes of each column are wanted; `undefined`: not even its length. */
  begin(limits: readonly (number | undefined)[]): void;
  /** The next piece of the DataRow's body. */
  push(chunk: Buffer, from: number, to: number): void;
  /** What came of the row. */
  end(): Row;
}

/** Reads rows piece by piece, so that of a value of 100 MB no more is held than is wanted. */
export function createRowReader(): RowReader {
  let limits: readonly (number | undefined)[] = [];
  let values: (Value | null | undefined)[] = [];
  /** The integer that is being read: the count of columns, then the length of each value. */
  let size = 2;
  let have = 0;
  let integer = 0;
  let length = 0;
  let left = 0;
  let parts: Buffer[] = [];
  let kept = 0;

  function push(chunk: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (left > 0) {
        const end = Math.min(to, at + left);
        keep(chunk, at, end);
        left -= end - at;
        at = end;
        if (left === 0) finish();
        continue;
      }
      integer = (integer << 8) | (chunk[at++] as number);
      have += 1;
      if (have === size) field();
    }
  }

  function field(): void {
    if (size === 4) {
      length = integer;
      left = Math.max(0, length);
      if (length < 0) values.push(null);
      else if (length === 0) finish();
    }
    size = 4;
    have = 0;
    integer = 0;
  }

  function keep(chunk: Buffer, at: number, end: number): void {
    const room = (limits[values.length] ?? 0) - kept;
    if (room <= 0) return;
    const part = Buffer.from(chunk.subarray(at, Math.min(end, at + room)));
    parts.push(part);
    kept += part.length;
  }

  function finish(): void {
    const isWanted = limits[values.length] !== undefined;
    const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    values.push(isWanted ? { bytes, length } : undefined);
    parts = [];
    kept = 0;
  }

  return {
    begin(wanted) {
      limits = wanted;
      values = [];
      parts = [];
      [size, have, integer, left, kept] = [2, 0, 0, 0, 0];
    },
    push,
    end: () => values,
  };
}
