/**
 * A text as texts are compared: lower case, without accents. The second form, if any letter has one, writes such a
 * letter in two, as German and the Nordic languages do where a keyboard lacks it: `müller` is `muller` and
 * `mueller`, so both find it and are found by it.
 */
export function foldsForSearch(text: string): [string] | [string, string] {
  if (!notAscii.test(text)) return [text.toLowerCase()];
  const lower = text.normalize('NFC').toLowerCase();
  const plain = withoutAccents(lower);
  const spelt = lower.replace(/[äöüåøæœ]/g, (letter) => inTwoLetters[letter] as string);
  return spelt === lower ? [plain] : unequal(plain, withoutAccents(spelt));
}

/** The form without accents alone. */
export function foldForSearch(text: string): string {
  return foldsForSearch(text)[0];
}

const notAscii = /[^\0-\x7f]/;

function unequal(plain: string, spelt: string): [string] | [string, string] {
  return plain === spelt ? [plain] : [plain, spelt];
}

/** The accents of Latin, Greek and Cyrillic; the marks of other scripts are vowels, so they stay. */
function withoutAccents(lower: string): string {
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßøłđðþæœıħŋŧς]/g, (letter) => withoutDecomposition[letter] as string)
    .normalize('NFC');
}

const inTwoLetters: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ø: 'oe',
  æ: 'ae',
  œ: 'oe',
};

/** Letters that Unicode does not take apart, as plain keyboards write them. */
const withoutDecomposition: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ς: 'σ',
};
