/**
 * Characters that a terminal or a browser obeys instead of showing: controls (escape sequences begin with
 * one), format characters (bidi overrides, zero-width ones), line and paragraph separators, lone surrogates.
 * The joiners stay, emoji and several scripts are written with them.
 */
const obeyed = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\n\u{200c}\u{200d}]]/gv;

/**
 * Text from outside (answers, names, messages, database values), made safe to show: what would be obeyed is
 * shown by its name, so `ESC[2J` reads `␛[2J` and U+202E reads `⟨U+202E⟩`. Line breaks stay, tabs are blanks.
 */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').replace(obeyed, pictureOf);
}

/** {@link plainText} on one line: line breaks are blanks. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\n+/g, ' ');
}

/** The same JSON value without a character that a terminal would obey; expects `JSON.stringify`'s output. */
export function plainJson(json: string): string {
  return json.replace(obeyed, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const unit = character.charCodeAt(index).toString(16).padStart(4, '0');
      return `\\u${unit}`;
    }).join(''),
  );
}

/**
 * The beginning of a text that is longer than `limit` UTF-16 units, with a note of how many are missing.
 * The note comes on top of the limit; a character of two units is never halved.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${(text.length - kept.length).toLocaleString('en-US')} more characters cut)`;
}

/** Unicode's control pictures start at U+2400, in the order of the controls; DEL's is U+2421. */
function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
