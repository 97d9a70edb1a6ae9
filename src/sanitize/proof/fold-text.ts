/** A text as the proof compares it; both forms have the same length. */
export interface FoldedText {
  /** Without accents, white space collapsed, in the case that was written. */
  readonly cased: string;
  /** The same in lower case. */
  readonly folded: string;
}

/**
 * Folds what does not tell two values apart: compatibility forms, accents, characters that are not seen, letter case,
 * typographic apostrophes and hyphens, and white space with the quote markers in it (a name may be broken over lines,
 * quoted ones too), and between Chinese and Japanese signs all of it. Deliberately not the code of the masks, so that one mistake can't hide the other.
 */
export function foldText(text: string): FoldedText {
  const isAscii = !NOT_ASCII.test(text);
  const plain = isAscii ? text : withoutAccents(text);
  // An unbounded run of white space overflows the stack of V8's matcher after a few million characters.
  const even = UNEVEN_SPACE.test(plain)
    ? plain.replace(/\s[\s>]{0,1000}/g, ' ').replace(/ {2,1000}/g, ' ')
    : plain;
  const cased = !isAscii && HAN_OR_KANA.test(even) ? even.replace(BETWEEN_SIGNS, '$1') : even;
  return { cased, folded: lowerCase(cased) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what ASCII is
const NOT_ASCII = /[^\x00-\x7f]/;
const UNEVEN_SPACE = /[^\S ]| [\s>]/;
const HAN_OR_KANA = /[\u3005-\u9fff]/;
/** What may stand between the names of one person: 田中 太郎, ジョン・スミス. */
const BETWEEN_SIGNS =
  /([\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff])(?: ?[・·] ?| )(?=[\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff])/g;

/** What Unicode does not decompose, in both cases. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  Ð: 'D',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

function withoutAccents(text: string): string {
  return text
    .replace(/[‘’‐‑]/g, (character) => LETTERS[character] as string)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(LETTER, (letter) => LETTERS[letter] as string);
}

/** Unlike `toLowerCase`, letter by letter: no letter depends on the next, and none becomes two. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower.replaceAll('ς', 'σ');
  let result = '';
  for (const character of text) {
    const small = character.toLowerCase();
    result += small.length === character.length ? small : character;
  }
  return result;
}

/**
 * What a UTF-16 unit is to a word: nothing, a letter or digit of one, a sign, or what goes on with the one before (marks,
 * and second halves of characters). Nothing else bounds a value. A sign is a letter of a script without blanks between
 * words (in Korean a syllable), so that values begin and end anywhere among them.
 */
export const OUTSIDE = 0;
export const OF_WORD = 1;
export const SIGN = 2;
export const GOES_ON = 3;

const SIGNS = new RegExp(
  `[${['Han', 'Hira', 'Kana', 'Bopo', 'Hang', 'Thai', 'Laoo', 'Khmr', 'Mymr'].map((script) => `\\p{scx=${script}}`).join('')}]`,
  'u',
);

const UNIT_KINDS = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  kindOf(String.fromCharCode(unit)),
);

export function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) return UNIT_KINDS[unit] as number;
  const isSecond = unit >= 0xdc00;
  const start = isSecond ? at - 1 : at;
  if (start < 0) return OUTSIDE;
  const kind = kindOf(String.fromCodePoint(text.codePointAt(start) as number));
  return isSecond && kind !== OUTSIDE ? GOES_ON : kind;
}

/** Whether the character of which this unit is a part is one of a word. */
export function isWordAt(text: string, at: number): boolean {
  return kindAt(text, at) !== OUTSIDE;
}

function kindOf(character: string): number {
  // Vowels and finals of Korean syllables, which the decomposition has apart.
  if (/[\p{M}\u1160-\u11ff]/u.test(character)) return GOES_ON;
  if (!/[\p{L}\p{N}]/u.test(character)) return OUTSIDE;
  return SIGNS.test(character) && !/\p{N}/u.test(character) ? SIGN : OF_WORD;
}
