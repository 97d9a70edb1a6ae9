/** What a scanner tells of the messages that pass. */
export interface MessageListener {
  /** How many bytes of this message's body are wanted: 0 for none, `'pieces'` for all of it, as it comes. */
  wants(type: number, length: number): number | 'pieces';
  /** A piece of a body that is wanted so, in order; the memory is not ours to keep. */
  piece(chunk: Buffer, from: number, to: number): void;
  /** The message has passed. `body` has as much as was wanted; the memory is not ours to keep. */
  message(type: number, body: Buffer, length: number): void;
}

export interface MessageScanner {
  /** Looks at the next bytes of the stream. Throws what the listener throws, and for a length that can't be. */
  push(chunk: Buffer): void;
  /** Whether the last byte was the last of a message. */
  isBetweenMessages(): boolean;
}

const HEADER = 5;
const NOTHING = Buffer.alloc(0);

/**
 * Finds the messages in a stream by their headers alone: a type and a length. Nothing is held back but bodies that
 * are wanted, up to the wanted length, however long they are. (The parser of pg-protocol gathers every message whole
 * and makes an object of it: a row of 100 MB would be 100 MB of our memory.)
 */
export function createMessageScanner(listener: MessageListener): MessageScanner {
  const header = Buffer.alloc(HEADER);
  let headerLength = 0;
  let type = 0;
  let length = 0;
  let remaining = 0;
  let inBody = false;
  let wanted: number | 'pieces' = 0;
  /** Of a body that came in several chunks. */
  let parts: Buffer[] = [];
  let gathered = 0;

  function begin(bytes: Buffer, at: number): void {
    type = bytes[at] as number;
    length = bytes.readInt32BE(at + 1) - 4;
    if (length < 0) throw new RangeError('a message with a length below its own size');
    remaining = length;
    wanted = listener.wants(type, length);
    inBody = true;
  }

  /** The part of the body in `chunk` from `at`; returns where it ends. */
  function body(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + remaining);
    const isWhole = end - at === length;
    remaining -= end - at;
    if (wanted === 'pieces') {
      if (end > at) listener.piece(chunk, at, end);
    } else if (wanted > 0 && !isWhole && gathered < wanted) {
      const part = Buffer.from(chunk.subarray(at, Math.min(end, at + wanted - gathered)));
      parts.push(part);
      gathered += part.length;
    }
    if (remaining > 0) return end;
    const bytes =
      wanted === 'pieces' || wanted === 0
        ? NOTHING
        : isWhole
          ? chunk.subarray(at, Math.min(end, at + wanted))
          : Buffer.concat(parts);
    if (parts.length > 0) {
      parts = [];
      gathered = 0;
    }
    inBody = false;
    listener.message(type, bytes, length);
    return end;
  }

  function push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length || (inBody && remaining === 0)) {
      if (inBody) {
        at = body(chunk, at);
      } else if (headerLength === 0 && chunk.length - at >= HEADER) {
        begin(chunk, at);
        at += HEADER;
      } else {
        const part = Math.min(HEADER - headerLength, chunk.length - at);
        chunk.copy(header, headerLength, at, at + part);
        headerLength += part;
        at += part;
        if (headerLength < HEADER) continue;
        headerLength = 0;
        begin(header, 0);
      }
    }
  }

  return { push, isBetweenMessages: () => !inBody && headerLength === 0 };
}
