/**
 * A text as a reader sees it, for the finders: without invisible characters (zero-width, soft hyphens) and the soft
 * breaks of quoted-printable (`=` before a line's end), with HTML's entities and compatibility forms (full-width,
 * mathematical, ligatures) as the characters that they show.
 */
export interface Reading {
  text: string;
  /** Where a piece of the reading stands in the raw text, with all that was left out inside it. */
  toRaw(start: number, end: number): { start: number; end: number };
}

/**
 * The readings of a raw text: one, where words are hyphenated at a line's end another one that joins them, and where
 * it holds percent-encoded characters (`?to=ada%40example.org`) one that shows them. Most texts are their own only
 * reading, and cost one pass.
 */
export function readings(raw: string): Reading[] {
  const first = odd.test(raw) ? read(raw, oddities) : { text: raw, toRaw: asItIs };
  const all = [first];
  if (hyphenated.test(raw)) all.push(read(raw, odditiesAndHyphens));
  if (percentEncoded.test(raw)) all.push(read(raw, odditiesAndPercents));
  return all;
}

const asItIs: Reading['toRaw'] = (start, end) => ({ start, end });

const softBreak = '=\\r?\\n';
const entity =
  '&(?:#\\d{1,7}|#x[\\da-f]{1,6}|nbsp|amp|lt|gt|quot|apos|shy|szlig|[ao]elig|oslash|[a-z](?:grave|acute|circ|tilde|uml|cedil|ring|caron));';
const invisible = '\\p{Default_Ignorable_Code_Point}{1,1000}';
const compatible = '[\\uff01-\\uffdc\\ufb00-\\ufb06\\u24b6-\\u24e9\\u{1d400}-\\u{1d7ff}]';
const hyphen = '(?<=\\p{L})-[ \\t]{0,8}\\r?\\n[\\s>]{0,80}(?=\\p{Ll})';
/** One character in UTF-8. */
const percent =
  '%[2-7][\\da-f]|%[cd][\\da-f]%[89ab][\\da-f]|%e[\\da-f](?:%[89ab][\\da-f]){2}|%f[0-4](?:%[89ab][\\da-f]){3}';
const oddPieces = [softBreak, entity, invisible, compatible].join('|');

const odd = new RegExp(oddPieces, 'iu');
const hyphenated = new RegExp(hyphen, 'u');
const oddities = { global: new RegExp(oddPieces, 'giu'), sticky: new RegExp(oddPieces, 'iuy') };
// Without `i`, or a capital could follow the hyphen; so entities count in lower case here.
const withHyphens = `${oddPieces}|${hyphen}`;
const odditiesAndHyphens = {
  global: new RegExp(withHyphens, 'gu'),
  sticky: new RegExp(withHyphens, 'uy'),
};

const percentEncoded = new RegExp(percent, 'i');
const withPercents = `${oddPieces}|${percent}`;
const odditiesAndPercents = {
  global: new RegExp(withPercents, 'giu'),
  sticky: new RegExp(withPercents, 'iuy'),
};

const ligature = /[\ufb00-\ufb06]/;

/** Takes 6 bytes a character, whatever the oddities: texts of nothing else come, too. */
function read(raw: string, { global, sticky }: { global: RegExp; sticky: RegExp }): Reading {
  const most = raw.length * (ligature.test(raw) ? 3 : 1);
  const units = new Uint16Array(most);
  const rawStarts = new Int32Array(most);
  let length = 0;
  let position = 0;
  const copyUpTo = (end: number) => {
    for (; position < end; position += 1, length += 1) {
      units[length] = raw.charCodeAt(position);
      rawStarts[length] = position;
    }
  };
  global.lastIndex = 0;
  for (let match = global.exec(raw); match; match = global.exec(raw)) {
    copyUpTo(match.index);
    const shown = show(match[0]);
    for (let index = 0; index < shown.length; index += 1, length += 1) {
      units[length] = shown.charCodeAt(index);
      rawStarts[length] = position;
    }
    position += match[0].length;
  }
  copyUpTo(raw.length);
  const bytes = Buffer.from(units.buffer, 0, length * 2);
  return {
    text: bytes.toString('utf16le'),
    toRaw(start, end) {
      const last = rawStarts[end - 1] as number;
      sticky.lastIndex = last;
      const piece = sticky.exec(raw)?.[0];
      return { start: rawStarts[start] as number, end: last + (piece?.length ?? 1) };
    },
  };
}

/** What a piece shows; only a ligature is longer than its piece. */
function show(piece: string): string {
  if (piece.startsWith('%')) return Buffer.from(piece.replaceAll('%', ''), 'hex').toString('utf8');
  if (!piece.startsWith('&')) return /^[=-]|^\p{DI}/u.test(piece) ? '' : piece.normalize('NFKC');
  const name = piece.slice(1, -1);
  const lower = name.toLowerCase();
  if (name.startsWith('#')) {
    const code = lower[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : piece;
  }
  const plain = namedEntities[lower];
  if (plain !== undefined) return plain;
  const mark = accents[lower.slice(1)];
  return mark === undefined ? piece : `${name[0]}${mark}`.normalize('NFC');
}

const namedEntities: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  shy: '',
  szlig: 'ß',
  aelig: 'æ',
  oelig: 'œ',
  oslash: 'ø',
};

const accents: Record<string, string> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
};
