import { writeText } from '../write-text.ts';

/** Bytes put one behind the other; grows as it has to. */
export interface ByteWriter {
  bytes(from: Buffer, start: number, end: number): void;
  text(text: string): void;
  /** What was written, in memory of its own, so that it can be given to another thread. */
  take(): Uint8Array<ArrayBuffer>;
}

/** @param size how many bytes are expected. */
export function createByteWriter(size: number): ByteWriter {
  let buffer = Buffer.from(new ArrayBuffer(size));
  let length = 0;
  function reserve(more: number): void {
    if (length + more <= buffer.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(length + more, 2 * buffer.length)));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  }
  return {
    bytes(from, start, end) {
      reserve(end - start);
      // Below some length a loop is faster than the call of a function that copies.
      if (end - start < 32) {
        for (let at = start; at < end; at += 1) buffer[length++] = from[at] as number;
        return;
      }
      length += from.copy(buffer, length, start, end);
    },
    text(text) {
      reserve(text.length * 3);
      length += writeText(text, buffer, length);
    },
    take: () => new Uint8Array(buffer.buffer, 0, length),
  };
}
