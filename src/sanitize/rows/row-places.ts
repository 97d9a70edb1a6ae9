import type { MovedRows } from '../vector-index-file.ts';

/** Places of rows in the order in which they came: six bytes each. */
export interface PlaceList {
  readonly length: number;
  /** @param places block and offset of each row. */
  add(places: Uint32Array): void;
  block(index: number): number;
  offset(index: number): number;
}

export function createPlaceList(): PlaceList {
  let blocks = new Uint32Array(1024);
  let offsets = new Uint16Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(places) {
      const more = places.length / 2;
      if (length + more > blocks.length) {
        const size = Math.max(length + more, blocks.length * 2);
        blocks = grown(blocks, new Uint32Array(size));
        offsets = grown(offsets, new Uint16Array(size));
      }
      for (let index = 0; index < more; index += 1) {
        blocks[length + index] = places[2 * index] as number;
        offsets[length + index] = places[2 * index + 1] as number;
      }
      length += more;
    },
    block: (index) => blocks[index] as number,
    offset: (index) => offsets[index] as number,
  };
}

function grown<Places extends Uint32Array | Uint16Array>(from: Places, to: Places): Places {
  to.set(from);
  return to;
}

/**
 * Where rows went that are in the same order before and after: `before` has to ascend, as the rows of a table that is
 * read from its start. Throws Error if they are not the same rows.
 */
export function movedRows(before: PlaceList, after: PlaceList): MovedRows {
  if (before.length !== after.length) throw new Error('rows came or went while they were masked');
  for (let index = 1; index < before.length; index += 1) {
    if (compare(before, index - 1, before.block(index), before.offset(index)) >= 0) {
      throw new Error('rows were not read in the order of the table');
    }
  }
  return {
    find(block, offset) {
      let low = 0;
      let high = before.length - 1;
      while (low <= high) {
        const middle = (low + high) >>> 1;
        const order = compare(before, middle, block, offset);
        if (order === 0) return { block: after.block(middle), offset: after.offset(middle) };
        if (order < 0) low = middle + 1;
        else high = middle - 1;
      }
      return undefined;
    },
  };
}

function compare(places: PlaceList, index: number, block: number, offset: number): number {
  return places.block(index) - block || places.offset(index) - offset;
}

/** Block and offset of `(block,offset)`. */
export function parsePlace(ctid: string): [number, number] {
  const comma = ctid.indexOf(',');
  return [Number(ctid.slice(1, comma)), Number(ctid.slice(comma + 1, -1))];
}
