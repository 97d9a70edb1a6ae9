/** What a chunk has at least, but for the last. Small enough that memory stays bounded, large enough to be worth a message. */
export const CHUNK = 256 * 1024;

const NEWLINE = 0x0a;

/**
 * Cuts bytes into chunks of whole lines. A line longer than a chunk makes a larger chunk. In COPY's text format no
 * value holds a line feed, in no encoding that a server can have.
 */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const end = bytes + piece.length < CHUNK ? 0 : piece.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      waiting.push(piece);
      bytes += piece.length;
      continue;
    }
    yield Buffer.concat([...waiting, piece.subarray(0, end)]);
    waiting = end < piece.length ? [piece.subarray(end)] : [];
    bytes = piece.length - end;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
