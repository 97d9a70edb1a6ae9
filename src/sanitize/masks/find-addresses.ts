import type { Span } from './words.ts';

/**
 * The e-mail addresses in a text. Wider than RFC 5321 in letters (any script), narrower in punctuation, so that
 * `email=ada@example.com` and `'ada@example.com'` give the address itself. Looks left and right of each `@`: a
 * pattern would take quadratic time on long runs without one.
 */
export function findAddresses(text: string): Span[] {
  const addresses: Span[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const start = localPartStart(text, at);
    const end = domainEnd(text, at + 1);
    if (start < at && text.slice(at + 1, end).includes('.')) addresses.push({ start, end });
  }
  return addresses;
}
function localPartStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && isLocalUnit(text[start - 1] as string)) start -= 1;
  while (start < at && /['.%+-]/.test(text[start] as string)) start += 1;
  return start;
}

function domainEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDomainUnit(text[end] as string)) end += 1;
  while (end > from && /[.-]/.test(text[end - 1] as string)) end -= 1;
  return end;
}

/** Letters beyond the basic plane come as two surrogates, each of which is taken for a letter. */
const isLocalUnit = unitTest(/[\p{L}\p{N}\p{M}\uD800-\uDFFF._%+'-]/u);
const isDomainUnit = unitTest(/[\p{L}\p{N}\p{M}\uD800-\uDFFF.-]/u);

/** A pattern for each unit takes most of the time where nearly all are ASCII. */
function unitTest(pattern: RegExp): (unit: string) => boolean {
  const ascii = Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));
  return (unit) => ascii[unit.charCodeAt(0)] ?? pattern.test(unit);
}
