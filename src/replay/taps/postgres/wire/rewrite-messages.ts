const HEADER = 5;

/**
 * Passes a stream of messages on with some of them changed. Those of the types (letters) that are no longer than
 * `longest` bytes are held back until they are whole, when `rewrite` may give another message for them; it must not
 * keep the body. All other bytes pass as they come, as do all from a length on that can't be.
 */
export function createMessageRewriter(options: {
  readonly types: string;
  readonly longest: number;
  readonly rewrite: (type: string, body: Buffer) => Buffer | undefined;
}): (chunk: Buffer) => Buffer {
  const { types, longest, rewrite } = options;
  /** Of the message that is held back, or of a header. */
  let parts: Buffer[] = [];
  let have = 0;
  let needed = HEADER;
  /** Of the message that passes. */
  let left = 0;

  function release(): Buffer {
    const bytes = Buffer.concat(parts);
    parts = [];
    have = 0;
    needed = HEADER;
    return bytes;
  }

  /** When as many bytes are there as are needed: what is passed on by now. */
  function go(): Buffer | undefined {
    const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    const type = String.fromCharCode(bytes[0] as number);
    const length = bytes.readInt32BE(1) + 1;
    if (types.includes(type) && length >= HEADER && length <= longest) {
      needed = length;
      if (have < needed) return undefined;
      const message = release();
      return rewrite(type, message.subarray(HEADER)) ?? message;
    }
    left = length < HEADER ? Number.POSITIVE_INFINITY : length - HEADER;
    return release();
  }

  return (chunk) => {
    const passed: Buffer[] = [];
    for (let at = 0; at < chunk.length; ) {
      const end = Math.min(chunk.length, at + (left > 0 ? left : needed - have));
      const part = chunk.subarray(at, end);
      at = end;
      if (left > 0) {
        left -= part.length;
        passed.push(part);
        continue;
      }
      parts.push(part);
      have += part.length;
      const bytes = have === needed ? go() : undefined;
      if (bytes !== undefined) passed.push(bytes);
    }
    return passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  };
}
