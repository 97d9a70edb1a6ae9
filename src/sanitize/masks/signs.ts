/**
 * The letters of scripts that are written without blanks between words. Korean has blanks, but joins to a name what
 * other languages write as a word of its own. In a search each of these letters is a word.
 */
const signs =
  /^(?=\p{L})[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;
/** Marks, and the vowels and finals of a Korean syllable that is written in parts. */
const marks = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
const others = /^[\p{L}\p{N}]$/u;

/** What a character is to a word: no part of any, a letter or digit, a sign (a word by itself), or a mark behind one. */
export const NONE = 0;
export const LETTER = 1;
export const SIGN = 2;
export const MARK = 3;
export type CharacterKind = typeof NONE | typeof LETTER | typeof SIGN | typeof MARK;

export function kindOfCharacter(character: string): CharacterKind {
  if (marks.test(character)) return MARK;
  if (signs.test(character)) return SIGN;
  return others.test(character) ? LETTER : NONE;
}

/**
 * Leaves out blanks and middle dots between the signs of Chinese and Japanese, where a name has them or not
 * (田中 太郎, ジョン・スミス), for a text in which white space is one blank.
 */
export function withoutBlanksBetweenSigns(text: string): string {
  return apart.test(text) ? text.replace(everyApart, '$1') : text;
}

const sign = '[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}]&&[\\p{L}\\p{M}]]';
const apart = new RegExp(`${sign}[ ・·]`, 'v');
const everyApart = new RegExp(`(${sign})(?: ?[・·] ?| )(?=${sign})`, 'gv');
