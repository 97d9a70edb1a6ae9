import type { EntityMask } from '../known-values.ts';
import { findAddresses } from './find-addresses.ts';
import { findCheckedNumbers } from './find-checked-numbers.ts';
import { type Finding, inRaw } from './find-known-values.ts';
import { findNetworkAddresses } from './find-network-addresses.ts';
import { findPhoneNumbers } from './find-phone-numbers.ts';
import { findSecrets, findUrlCredentials } from './find-secrets.ts';
import { readings } from './reading.ts';
import type { Span } from './words.ts';

/** What looks like personal data or a secret without being known, each with the mask of its kind. */
export function findPatterns(text: string): Finding[] {
  return readings(text).flatMap((reading) => inRaw(reading, text, findPatternsIn(reading.text)));
}

/** The latest text and its findings: what masks a text and what takes down its raw values ask for the same. */
let latest: { readonly text: string; readonly findings: Finding[] } = { text: '', findings: [] };
/** In UTF-16 units; a longer text would be kept for too long. */
const LONGEST_KEPT = 100_000;

/** {@link findPatterns} of a text as a reader sees it. */
export function findPatternsIn(text: string): Finding[] {
  if (text === latest.text) return latest.findings;
  const findings = search(text);
  if (text.length <= LONGEST_KEPT) latest = { text, findings };
  return findings;
}

function search(text: string): Finding[] {
  const asFinding = (mask: EntityMask) => (span: Span) => ({
    ...span,
    value: text.slice(span.start, span.end),
    mask,
  });
  const credentials = findUrlCredentials(text);
  const afterCredentials = new Set(credentials.map(({ end }) => end));
  const addresses = findAddresses(text)
    // In scheme://user:password@host, `password@host` is no address.
    .filter(({ start }) => !afterCredentials.has(text.indexOf('@', start)));
  const secrets = [...credentials, ...findSecrets(text)];
  const numbers = /\d/.test(text)
    ? [
        ...findPhoneNumbers(text).map(asFinding(phone)),
        ...findCheckedNumbers(text).map(({ mask, ...span }) => asFinding(mask)(span)),
        ...findNetworkAddresses(text).map(({ mask, ...span }) => asFinding(mask)(span)),
      ]
    : [];
  return [...addresses.map(asFinding(email)), ...secrets.map(asFinding(secret)), ...numbers];
}

// One object for each mask: the text mask makes a function for each.
const email: EntityMask = { mask: 'email' };
const phone: EntityMask = { mask: 'phone', country: undefined };
const secret: EntityMask = { mask: 'secret' };
