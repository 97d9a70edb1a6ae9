import { isUtf8 } from 'node:buffer';
import { BranchProdError } from '../../errors.ts';

const BACKSLASH = 0x5c;

/** Byte and letter of what COPY escapes (CopyAttributeOutText in src/backend/commands/copyto.c). */
const LETTERS: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x76, 0x0b],
]);

/** A field of a line; `null` for NULL. Bytes that are no UTF-8 become a character each. */
function decodeField(
  bytes: Buffer,
  start: number,
  end: number,
  hasEscapes: boolean,
): string | null {
  if (!hasEscapes) return decodeText(bytes, start, end);
  if (end - start === 2 && bytes[start + 1] === 0x4e) return null;
  const plain = Buffer.allocUnsafe(end - start);
  let length = 0;
  for (let at = start; at < end; at += 1) {
    let byte = bytes[at] as number;
    if (byte === BACKSLASH) {
      at += 1;
      byte = LETTERS.get(bytes[at] as number) ?? (bytes[at] as number);
    }
    plain[length] = byte;
    length += 1;
  }
  return decodeText(plain, 0, length);
}

function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes('\ufffd') || isUtf8(bytes.subarray(start, end))) return text;
  return bytes.toString('latin1', start, end);
}

/** A value as a field of a line, to be written as UTF-8. Throws `mask-failed` for text that PostgreSQL can't store. */
export function encodeField(value: string): string {
  if (!value.isWellFormed() || value.includes('\0')) {
    throw new BranchProdError('mask-failed', 'the pseudonym is no text that PostgreSQL can store', {
      nextStep: 'Choose a mask that gives neither NUL nor half of a surrogate pair.',
    });
  }
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, escapeCharacter) : value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function escapeCharacter(character: string): string {
  return ESCAPES[character] as string;
}

/** A row as a line. */
export function encodeLine(fields: readonly (string | null)[]): string {
  return `${fields.map((field) => (field === null ? '\\N' : encodeField(field))).join('\t')}\n`;
}

/** The rows of a chunk of whole lines, with their fields. */
export function* decodeLines(chunk: Buffer): Generator<(string | null)[]> {
  for (const line of splitLines(chunk)) {
    const row: (string | null)[] = [];
    for (let field = 0; field < line.count; field += 1) row.push(fieldOf(chunk, line, field));
    yield row;
  }
}

/** Where the fields of one line stand. */
export interface Line {
  readonly start: number;
  /** How many fields it has; what the arrays hold beyond them is of earlier lines. */
  readonly count: number;
  /** Where the byte is that ends a field. */
  readonly ends: readonly number[];
  /** Whether a field has a backslash, as NULL has. */
  readonly escaped: readonly boolean[];
}

/** The lines of a chunk of whole lines: the same object for each, to be read before the next. */
export function* splitLines(chunk: Uint8Array): Generator<Line> {
  const line = { start: 0, count: 0, ends: [], escaped: [] };
  for (let next = 0; next < chunk.length; ) {
    next = readLine(chunk, next, line);
    if (line.count > 0) yield line;
  }
}

/** Returns where the next line starts. A function of its own, since a loop inside a generator takes twice as long. */
function readLine(
  chunk: Uint8Array,
  start: number,
  line: { start: number; count: number; ends: number[]; escaped: boolean[] },
): number {
  const { ends, escaped } = line;
  let hasEscapes = false;
  let count = 0;
  let at = start;
  let byte = 0;
  line.start = start;
  for (; at < chunk.length && byte !== 0x0a; at += 1) {
    byte = chunk[at] as number;
    if (byte > BACKSLASH) continue;
    if (byte === BACKSLASH) hasEscapes = true;
    else if (byte === 0x09 || byte === 0x0a) {
      ends[count] = at;
      escaped[count] = hasEscapes;
      count += 1;
      hasEscapes = false;
    }
  }
  // What has no end is no line.
  line.count = byte === 0x0a ? count : 0;
  return at;
}

export function fieldOf(chunk: Buffer, line: Line, field: number): string | null {
  return decodeField(
    chunk,
    fieldStart(line, field),
    line.ends[field] as number,
    line.escaped[field] as boolean,
  );
}

export function fieldStart(line: Line, field: number): number {
  return field === 0 ? line.start : (line.ends[field - 1] as number) + 1;
}
