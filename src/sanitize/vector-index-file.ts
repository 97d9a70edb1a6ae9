import { type FileHandle, open } from 'node:fs/promises';
import { PAGE_SIZE, pageChecksum } from './page-checksum.ts';

/** Where rows are that were elsewhere; nowhere if they are gone. Block and offset are those of a ctid. */
export interface MovedRows {
  find(block: number, offset: number): Place | undefined;
}

export interface Place {
  readonly block: number;
  readonly offset: number;
}

const PAGES_PER_SEGMENT = 131072;
/** No heap page of 8 KiB has that many line pointers, so that nothing is ever found there. */
const NOWHERE = { block: 0, offset: 2047 };
const INVALID = { block: 0xffffffff, offset: 0 };

/** One page, to read and change. */
interface Page {
  readonly bytes: Buffer;
  readonly block: number;
}

/**
 * Points an index of pgvector at the rows' new places and leaves everything else of it as it is: its graph and its
 * lists, so that it answers exactly as before. The server must be stopped. Throws Error when a page is not what
 * pgvector 0.5 to 0.8 writes.
 *
 * Formats: pgvector, src/hnsw.h (HnswElementTupleData, HnswPageOpaqueData) and src/ivfflat.h (IvfflatListData,
 * IvfflatPageOpaqueData; entries are PostgreSQL's IndexTupleData); pages: src/include/storage/bufpage.h.
 */
export async function moveVectorIndex(
  file: string,
  options: { method: 'hnsw' | 'ivfflat'; moved: MovedRows; checksums: boolean },
): Promise<void> {
  const relation = await openRelation(file, options.checksums);
  try {
    if (options.method === 'hnsw') await moveHnsw(relation, options.moved);
    else await moveIvfflat(relation, options.moved);
  } finally {
    await relation.close();
  }
}

async function moveHnsw(relation: Relation, moved: MovedRows): Promise<void> {
  for (let block = 1; block < relation.pages; block++) {
    const page = await relation.read(block, 0xff90);
    for (const at of items(page)) {
      // Type 1 is an element, type 2 a list of neighbours.
      if (page.bytes[at] === 1) moveElement(page.bytes, at + 4, moved);
    }
    await relation.write(page);
  }
}

/** Up to ten heap addresses from `start`, of rows with the same vector. pgvector reads them up to the first invalid one. */
function moveElement(bytes: Buffer, start: number, moved: MovedRows): void {
  let free = start;
  for (let at = start; at < start + 60; at += 6) {
    move(bytes, at, moved, INVALID);
    if (bytes.readUInt16LE(at + 4) === 0) continue;
    bytes.copyWithin(free, at, at + 6);
    free += 6;
  }
  for (; free < start + 60; free += 6) setPlace(bytes, free, INVALID);
}

async function moveIvfflat(relation: Relation, moved: MovedRows): Promise<void> {
  const starts: number[] = [];
  for await (const lists of relation.chain(1, 0xff84)) {
    for (const at of items(lists)) starts.push(lists.bytes.readUInt32LE(at));
  }
  for (const start of starts) {
    for await (const page of relation.chain(start, 0xff84)) {
      for (const at of items(page)) move(page.bytes, at, moved, NOWHERE);
      await relation.write(page);
    }
  }
}

/** Replaces the ItemPointerData (block in two halves, offset) at `at`; an invalid one stays. */
function move(bytes: Buffer, at: number, moved: MovedRows, gone: Place): void {
  const block = bytes.readUInt16LE(at) * 0x10000 + bytes.readUInt16LE(at + 2);
  const offset = bytes.readUInt16LE(at + 4);
  if (offset === 0) return;
  setPlace(bytes, at, moved.find(block, offset) ?? gone);
}

function setPlace(bytes: Buffer, at: number, { block, offset }: Place): void {
  bytes.writeUInt16LE(block >>> 16, at);
  bytes.writeUInt16LE(block & 0xffff, at + 2);
  bytes.writeUInt16LE(offset, at + 4);
}

/** Where the items of a page start: line pointers are 15 bits offset, 2 bits flags (1: in use), 15 bits length. */
function* items({ bytes }: Page): Generator<number> {
  for (let pointer = 24; pointer < bytes.readUInt16LE(12); pointer += 4) {
    const word = bytes.readUInt32LE(pointer);
    if (((word >>> 15) & 3) === 1) yield word & 0x7fff;
  }
}

interface Relation {
  readonly pages: number;
  /** Throws when the page is damaged or its special space does not end with `pageId`. */
  read(block: number, pageId: number): Promise<Page>;
  write(page: Page): Promise<void>;
  /** The page and those that its special space leads to. */
  chain(block: number, pageId: number): AsyncGenerator<Page>;
  close(): Promise<void>;
}

async function openRelation(file: string, checksums: boolean): Promise<Relation> {
  const segments: FileHandle[] = [];
  let pages = 0;
  for (let number = 0; ; number++) {
    const handle = await open(number === 0 ? file : `${file}.${number}`, 'r+').catch((error) => {
      if (number > 0 && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (handle === undefined) break;
    segments.push(handle);
    pages += Math.floor((await handle.stat()).size / PAGE_SIZE);
  }
  const place = (block: number) => ({
    handle: segments[Math.floor(block / PAGES_PER_SEGMENT)] as FileHandle,
    position: (block % PAGES_PER_SEGMENT) * PAGE_SIZE,
  });
  const relation: Relation = {
    pages,
    async read(block, pageId) {
      const { handle, position } = place(block);
      const { buffer: bytes } = await handle.read(Buffer.alloc(PAGE_SIZE), 0, PAGE_SIZE, position);
      if (bytes.readUInt16LE(PAGE_SIZE - 2) !== pageId) {
        throw new Error(`block ${block} is not a page of this index method`);
      }
      if (checksums && bytes.readUInt16LE(8) !== pageChecksum(bytes, block)) {
        throw new Error(`block ${block} has a wrong checksum`);
      }
      return { bytes, block };
    },
    async write({ bytes, block }) {
      if (checksums) bytes.writeUInt16LE(pageChecksum(bytes, block), 8);
      const { handle, position } = place(block);
      await handle.write(bytes, 0, PAGE_SIZE, position);
    },
    async *chain(block, pageId) {
      for (let next = block; next !== 0xffffffff; ) {
        const page = await relation.read(next, pageId);
        next = page.bytes.readUInt32LE(page.bytes.readUInt16LE(16));
        yield page;
      }
    },
    async close() {
      for (const segment of segments) await segment.close();
    },
  };
  return relation;
}
