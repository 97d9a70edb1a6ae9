import { findAddresses } from './find-addresses.ts';
import type { Finding } from './find-known-values.ts';
import { findPhoneNumbers } from './find-phone-numbers.ts';

/** What looks like personal data or a secret without being known: addresses, telephone numbers, credentials. */
export function findPatterns(text: string): Finding[] {
  const credentials = findUrlCredentials(text);
  const afterCredentials = new Set(credentials.map(({ end }) => end));
  const addresses = findAddresses(text)
    // In scheme://user:password@host, `password@host` is no address.
    .filter(({ start }) => !afterCredentials.has(text.indexOf('@', start)))
    .map((span) => ({ ...span, value: text.slice(span.start, span.end), mask: 'email' as const }));
  const phones = findPhoneNumbers(text).map((span) => ({
    ...span,
    value: text.slice(span.start, span.end),
    mask: 'phone' as const,
  }));
  return [...addresses, ...phones, ...credentials, ...findTokens(text)];
}

/**
 * Tokens that their makers gave a prefix, and JSON Web Tokens. What stands before is bounded, so no run of
 * characters is read from more than one start.
 */
const tokens =
  /(?<![A-Za-z0-9_-])(?:sk-(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{16,}|[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|gh[opsru]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])|eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*)/g;

function findTokens(text: string): Finding[] {
  return [...text.matchAll(tokens)].map(({ index, 0: value }) => ({
    start: index,
    end: index + value.length,
    value,
    mask: 'secret',
  }));
}

/** `user:password` of a URL as one secret: alone, either may be a word of any prose. */
function findUrlCredentials(text: string): Finding[] {
  const credentials = text.matchAll(/(?<=:\/\/)[^\s/@:]{0,256}:[^\s/@]{1,256}(?=@)/g);
  return [...credentials].map(({ index, 0: value }) => ({
    start: index,
    end: index + value.length,
    value,
    mask: 'secret',
  }));
}
