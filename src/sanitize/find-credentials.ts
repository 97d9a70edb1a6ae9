import { findPatterns } from './masks/find-patterns.ts';

/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Other words of a connection string; https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS */
const NEIGHBOUR = `(?:host|hostaddr|port|dbname|user|connect_timeout|options|application_name|service|sslmode|sslrootcert)`;
const IS = String.raw`\s{0,4}=\s{0,4}`;

/** In quotes, doubled where the string stands in another one, or up to a blank. */
const VALUE = String.raw`(?:'{1,4}[^'\n]{1,256}(?=')|[^\s'";,|)]{1,256})`;

/**
 * Each is bounded, so that no character is read from many starts: the password of a connection string, which white
 * space alone parts from the next word, where code has a comma or an operator; a string of nothing but that; one that
 * is put together; the password of a role or a user mapping.
 */
const PASSWORDS = [
  String.raw`(?<=\b${NEIGHBOUR}${IS}${VALUE}'{0,4}\s{1,8}(?:ssl)?password${IS})${VALUE}`,
  String.raw`(?<=\b(?:ssl)?password${IS})${VALUE}(?='{0,4}\s{1,8}${NEIGHBOUR}\s{0,4}=)`,
  String.raw`(?<=['$]\s{0,4}(?:ssl)?password=)[^\s'$|]{1,256}(?=\s{0,4}['$])`,
  String.raw`(?<=\bpassword${IS}'\s{0,4}\|\|\s{0,4}')[^'\n]{1,256}(?=')`,
  String.raw`(?<=\bpassword\s{1,8}'{1,4})[^'\n]{1,256}(?=')`,
].map((source) => new RegExp(source, 'gi'));

/** What stands for a value that is put in later: `%L`, `%2$s`, `$1`. */
const PLACEHOLDER = /^'*(?:%(?:\d+\$)?[sLI]|\$\d+)$/;

/** The credentials in code or prose: passwords, credentials of URLs, tokens. In their order, none inside another. */
export function findCredentials(text: string): Span[] {
  const patterns = /password/i.test(text) ? PASSWORDS : [];
  const passwords = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([value]) => !PLACEHOLDER.test(value))
      .map(({ index, 0: value }) => ({
        start: index + (/^'*/.exec(value)?.[0].length ?? 0),
        end: index + value.length,
      })),
  );
  const others = findPatterns(text).filter(({ mask }) => isSecret(mask));
  const spans: Span[] = [];
  for (const { start, end } of [...passwords, ...others].toSorted((a, b) => a.start - b.start)) {
    if (start >= (spans.at(-1)?.end ?? 0)) spans.push({ start, end });
  }
  return spans;
}

/** A mask, or its name. */
function isSecret(mask: string | { readonly mask: string }): boolean {
  return (typeof mask === 'string' ? mask : mask.mask) === 'secret';
}

const REDACTED = 'redacted';

/** The text with `redacted` in the place of each credential; the same text without any. */
export function redactCredentials(text: string): string {
  let redacted = '';
  let from = 0;
  for (const { start, end } of findCredentials(text)) {
    if (text.slice(start, end) === REDACTED) continue;
    redacted += text.slice(from, start) + REDACTED;
    from = end;
  }
  return redacted + text.slice(from);
}
