/** East Asian wide and full-width characters, emoji, and everything beyond the basic plane. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{10000}-\u{10ffff}]|\p{Extended_Pictographic}/u;
const narrow = /^[\x20-\x7e]$/;
const zero = /[\p{M}\u200c\u200d]/u;

/**
 * The columns that plain text takes, never fewer than a terminal uses: joined emoji count one by one,
 * because terminals disagree on them.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** As much of a plain line as fits into the columns, with `…` at the end if something is missing. */
export function cutToWidth(text: string, columns: number): string {
  let width = 0;
  let fitting = '';
  for (const character of text) {
    const next = width + characterWidth(character);
    if (next > columns) return withEllipsis(fitting, columns);
    width = next;
    fitting += character;
  }
  return fitting;
}

/** Plain text in lines of at most the columns, broken at blanks, or inside a word that alone is too long. */
export function wrapToWidth(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    let width = 0;
    for (const word of line.split(/(?<= )/).flatMap((whole) => pieces(whole, columns))) {
      const wordWidth = widthOf(word.trimEnd());
      if (width > 0 && width + wordWidth > columns) {
        lines.push(current.trimEnd());
        current = '';
        width = 0;
      }
      current += word;
      width += widthOf(word);
    }
    return [...lines, current.trimEnd()];
  });
}

function characterWidth(character: string): number {
  if (narrow.test(character)) return 1;
  if (wide.test(character)) return 2;
  return zero.test(character) ? 0 : 1;
}

function withEllipsis(fitting: string, columns: number): string {
  const characters = [...fitting];
  while (characters.length > 0 && widthOf(characters.join('')) >= columns) characters.pop();
  return columns < 1 ? '' : `${characters.join('')}…`;
}

function pieces(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word];
  const parts = [''];
  for (const character of word) {
    const last = parts.length - 1;
    if (widthOf(parts[last] + character) > columns) parts.push(character);
    else parts[last] += character;
  }
  return parts;
}
