/** Deeper nesting is no request of a client, and more than recursive code can take. */
const DEEPEST = 200;
/** JSON in JSON in JSON, in prose. */
const MOST_ESCAPES = 3;
/** Characters of a part's beginning and end that are shown together with its neighbours. */
const EDGE = 300;

/**
 * Shows every string of a JSON value, names of members too, as people would read it: also those of JSON that stands in
 * a string, as results of tools do, without the escapes of JSON or a program that stands in prose, and the texts of a
 * message's parts as one. Whole numbers of seven digits or more, which may be a telephone's, are shown too; numbers of
 * tokens have fewer.
 *
 * @throws {RangeError} if it is nested deeper than 200 levels
 */
export function eachString(value: unknown, show: (text: string) => void, depth = 0): void {
  if (depth > DEEPEST) throw new RangeError('nested too deeply');
  if (typeof value === 'string') {
    show(value);
    const inner = parseInner(value);
    if (inner !== undefined) eachString(inner, show, depth + 1);
    else eachUnescaped(value, show);
  } else if (typeof value === 'number') {
    if (Number.isInteger(value) && Math.abs(value) >= 1e6) show(String(value));
  } else if (Array.isArray(value)) {
    for (const member of value) eachString(member, show, depth + 1);
    const texts = value.map(textOfPart).filter((text) => text !== undefined);
    // A model reads parts one behind the other, whether or not there is something between them.
    if (texts.length > 1) for (const between of ['', ' ']) show(texts.map(edges).join(between));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      show(name);
      eachString(member, show, depth + 1);
    }
  }
}

/** JSON of an array, object or string, as a string; `undefined` for anything else. */
function parseInner(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a part of a message, as all of these APIs have it. */
function textOfPart(part: unknown): string | undefined {
  const { text } = Object(part) as { text?: unknown };
  return typeof text === 'string' ? text : undefined;
}

/** Without the words that would be cut. */
function edges(text: string): string {
  if (text.length <= 2 * EDGE) return text;
  const first = text.slice(0, EDGE).replace(/[\p{L}\p{N}]+$/u, '');
  const last = text.slice(-EDGE).replace(/^[\p{L}\p{N}]+/u, '');
  return `${first}\n…\n${last}`;
}

/**
 * What JSON (https://www.rfc-editor.org/rfc/rfc8259#section-7) may write instead of a character, and besides what
 * Python and JavaScript do.
 */
const escaped =
  /\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|["'\\/bfnrt])/;
const allEscaped = new RegExp(escaped, 'g');
const short: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function eachUnescaped(text: string, show: (text: string) => void): void {
  let shown = text;
  for (let times = 0; times < MOST_ESCAPES && escaped.test(shown); times += 1) {
    shown = shown.replaceAll(allEscaped, characterOf);
    show(shown);
  }
}

function characterOf(written: string): string {
  const kind = written.charAt(1);
  if (kind.toLowerCase() !== 'u' && kind !== 'x') return short[kind] ?? kind;
  const code = Number.parseInt(written.slice(2).replace('{', ''), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
