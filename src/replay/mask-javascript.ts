import { BranchProdError } from '../errors.ts';

/**
 * Comments, and strings of one of three kinds: their quotation mark, what is between two of them, and the second. What
 * is never closed, because it stands in a regular expression, reaches to the end: so every character is looked at once.
 */
const texts = /\/\/[^\n]*|\/\*(?:.*?\*\/|.*)|(["'`])((?:\\.|(?!\1)[^\\])*)(\1|$)/gs;

/**
 * JavaScript with its strings passed through `mask`, a pseudonym written so that the string stays one. Where a string
 * holds something personal its escapes are lost with it, and where a comment does, the comment. What is personal
 * elsewhere, in a regular expression or as a name, can't be replaced without changing what the code does, and is
 * refused, as is a template with expressions in it.
 *
 * @throws {BranchProdError} `case-invalid` then
 */
export function maskJavascript(source: string, mask: (text: string) => string): string {
  if (mask(source) === source) return source;
  const masked = source.replace(texts, (whole, quote?: string, text = '', end = '') => {
    if (quote === undefined) return mask(whole) === whole ? whole : ' ';
    const pseudonym = mask(text);
    if (pseudonym === text) return whole;
    if (end === '' || (quote === '`' && text.includes('${'))) throw notReplaceable();
    const escaped = pseudonym.replace(/["'`\\$]/g, '\\$&').replace(/[\r\n\u2028\u2029]/g, ' ');
    return `${quote}${escaped}${quote}`;
  });
  const rest = source.replace(texts, (_, quote = ' ') => `${quote}${quote.trim()}`);
  if (mask(rest) === rest) return masked;
  throw notReplaceable();
}

function notReplaceable(): BranchProdError {
  return new BranchProdError(
    'case-invalid',
    'The JavaScript of an assertion holds a personal value that is no plain string.',
    { nextStep: 'Write the value as a string: output.includes("…").' },
  );
}
