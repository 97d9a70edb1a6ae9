const NEWLINE = 10;

/** Cuts a stream of bytes into lines, without their ends. Takes time in proportion to the bytes. */
export function createLines(onLine: (line: Buffer) => void) {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    /** How long the line is of which the end has not come yet, in bytes. */
    pending: () => length,
    push(chunk: Buffer) {
      let start = 0;
      for (;;) {
        const end = chunk.indexOf(NEWLINE, start);
        const part = chunk.subarray(start, end < 0 ? chunk.length : end);
        parts.push(part);
        length += part.length;
        if (end < 0) return;
        const line = Buffer.concat(parts);
        parts = [];
        length = 0;
        start = end + 1;
        onLine(line);
      }
    },
  };
}

/** The text of a line of UTF-8; throws if it is none. */
export function decodeLine(line: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(line);
}
