import { isUtf8 } from 'node:buffer';
import { COINCIDES, KEPT_COLUMNS_ONLY, ORIGIN_BITS } from '../raw-value-label.ts';
import type { Origin, SharedRawValues } from '../raw-values.ts';
import { decodeEntities } from './entities.ts';
import {
  type Excerpt,
  hyphenatedWords,
  joinedWords,
  numbers,
  percentDecoded,
  turnedNames,
} from './excerpts.ts';
import { createRawValueFinder } from './find-raw-values.ts';
import { foldText } from './fold-text.ts';
import {
  FIELD_UNIT,
  isWholeField,
  judgeHit,
  KEPT,
  LINE_UNIT,
  type SearchedColumn,
} from './judge-hit.ts';
import type { ProofKey } from './raw-pattern.ts';

/** Values of one column that hold a raw value of one origin. */
export interface Leak {
  /** The place of the column among those that were read. */
  readonly column: number;
  readonly origin: number;
}

export interface SearchedLines {
  readonly rows: number;
  /** How many values hold a raw value. */
  readonly leaks: number;
  /** Each pair once. */
  readonly places: readonly Leak[];
}

/** In place of what separates fields and lines: no white space, so that no value goes on in the next field. */
const FIELD = '\x1c';
const LINE = '\x1d';

/**
 * Searches lines of COPY's text format, all their fields at once: as they are, and as what they say in other words,
 * whatever their type: escapes of JSON (in JSON as well), arrays and hstore, entities of XML and HTML, doubled quotes of
 * composite values, and bytea as the text that it may be. What has further spellings (numbers, names that stand joined or
 * turned, percent-encoded text) is searched in excerpts, since most of a text has none.
 */
export function createLineSearch(
  shared: SharedRawValues,
  key: ProofKey,
): (lines: Buffer, columns: readonly SearchedColumn[]) => SearchedLines {
  const find = createRawValueFinder(shared, key);
  return (lines, columns) => {
    const texts = decodeLines(lines);
    const values = new Set<string>();
    const places = new Map<string, Leak>();
    const judge = (
      { row, column }: Place,
      label: number,
      isWhole: (isStructure: boolean) => boolean,
    ) => {
      const origin = (label & ORIGIN_BITS) - 1;
      const searched = columns[column] ?? KEPT;
      const verdict = judgeHit(searched, label, shared.origins[origin] as Origin, isWhole);
      if (verdict === 'coincidence') return COINCIDES;
      if (verdict === 'leak') {
        values.add(`${row} ${column}`);
        places.set(`${column} ${origin}`, { column, origin });
      }
      return 0;
    };
    for (const decoded of texts) {
      for (const text of readings(decoded)) {
        const folded = foldText(text);
        const placeAt = createPlaces(folded.folded);
        find(folded, (start, length, label) =>
          judge(placeAt(start), label, (isStructure) =>
            isWholeField(folded.folded, start, start + length, isStructure),
          ),
        );
      }
    }
    for (const text of texts) {
      for (const { excerptsOf, keptOnly } of SPELLINGS) {
        const placeAt = createPlaces(text);
        for (const excerpts of inBatches(excerptsOf(text))) {
          let at = 0;
          let index = 0;
          const folded = foldText(excerpts.map(({ text }) => inOneField(text)).join(LINE));
          find(folded, (start, _, label) => {
            for (; at < start; at += 1) if (folded.folded.charCodeAt(at) === LINE_UNIT) index += 1;
            const excerpt = excerpts[index] as Excerpt;
            const flags = keptOnly ? label | KEPT_COLUMNS_ONLY : label;
            return judge(placeAt(excerpt.at), flags, (isStructure) =>
              isWholeField(text, excerpt.at, excerpt.end, isStructure),
            );
          });
        }
      }
    }
    const rows = (texts[0] as string).split(LINE).length - 1;
    return { rows, leaks: values.size, places: [...places.values()] };
  };
}

/** Joined words are found by the text mask; of turned names it finds the parts, as far as they are no other words. */
const SPELLINGS: readonly {
  excerptsOf: (text: string) => Generator<Excerpt>;
  keptOnly: boolean;
}[] = [
  { excerptsOf: numbers, keptOnly: false },
  { excerptsOf: joinedWords, keptOnly: false },
  { excerptsOf: hyphenatedWords, keptOnly: false },
  { excerptsOf: turnedNames, keptOnly: true },
  { excerptsOf: percentDecoded, keptOnly: false },
];

/** A text of nothing but excerpts would take much more memory than itself. */
const MOST_EXCERPTS = 10_000;

function* inBatches(excerpts: Generator<Excerpt>): Generator<Excerpt[]> {
  let batch: Excerpt[] = [];
  for (const excerpt of excerpts) {
    batch.push(excerpt);
    if (batch.length < MOST_EXCERPTS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function inOneField(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the separators of above
  return text.replace(/[\x1c\x1d]/g, '|');
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Tells row and column of places in a text, which are asked for from left to right. */
function createPlaces(text: string): (at: number) => Place {
  let seen = 0;
  let row = 0;
  let column = 0;
  return (at) => {
    for (; seen < at; seen += 1) {
      const unit = text.charCodeAt(seen);
      if (unit === FIELD_UNIT) column += 1;
      if (unit === LINE_UNIT) {
        row += 1;
        column = 0;
      }
    }
    return { row, column };
  };
}

const LETTERS: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  // NULL
  N: '',
};

/** Bytes of no encoding may be UTF-8 in one field and another encoding in the next, so they are read as both. */
function decodeLines(lines: Buffer): string[] {
  return isUtf8(lines) ? [decode(lines, 'utf8')] : [decode(lines, 'latin1'), decode(lines, 'utf8')];
}

function decode(lines: Buffer, encoding: 'utf8' | 'latin1'): string {
  const text = lines
    .toString(encoding)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: two that are used as separators here
    .replace(/[\x1c\x1d]/g, ' ')
    .replaceAll('\t', FIELD)
    .replaceAll('\n', LINE);
  return text.includes('\\')
    ? text.replace(/\\(.)/gs, (_, letter: string) => LETTERS[letter] ?? letter)
    : text;
}

function* readings(text: string): Generator<string> {
  yield text;
  if (text.includes('\\')) {
    const unescaped = withoutEscapes(text);
    yield unescaped;
    if (/\\[\\u"bfnrt]/i.test(unescaped)) yield withoutEscapes(unescaped);
  }
  if (/&(?:#|[a-z]{2,6};)/i.test(text)) yield decodeEntities(text);
  if (text.includes('""')) yield text.replaceAll('""', '"');
  if (/\\x[0-9a-f]{6}/.test(text)) {
    for (const decode of DECODERS) yield withBytesAsText(text, decode);
  }
}

/** By hand, since a pattern over millions of digits overflows the stack of V8's matcher. */
function withBytesAsText(text: string, decode: (bytes: Buffer) => string): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = text.indexOf('\\x'); at !== -1; at = text.indexOf('\\x', done)) {
    let end = at + 2;
    while (isHexDigit(text.charCodeAt(end))) end += 1;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the separators of above
    const decoded = decode(Buffer.from(text.slice(at + 2, end), 'hex')).replace(/[\x1c\x1d]/g, ' ');
    pieces.push(text.slice(done, at), ' ', decoded, ' ');
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

function isHexDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x66);
}

/** Text in UTF-8, in an encoding of one byte a letter, and in UTF-16 as far as it is ASCII. */
const DECODERS: readonly ((bytes: Buffer) => string)[] = [
  (bytes) => bytes.toString('utf8'),
  (bytes) => bytes.toString('latin1'),
  (bytes) =>
    bytes
      .toString('latin1')
      .replaceAll('\0', '')
      .replace(/[\x80-\xff]/g, ' '),
];

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex?: string, letter?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return letter !== undefined && 'bfnrt'.includes(letter) ? ' ' : (letter ?? '');
  });
}
