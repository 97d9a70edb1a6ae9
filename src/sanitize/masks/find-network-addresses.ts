import { isIPv4, isIPv6 } from 'node:net';
import type { EntityMask } from '../known-values.ts';
import { findSpans } from './find-spans.ts';
import type { Span } from './words.ts';

const ip: EntityMask = { mask: 'ip' };
const mac: EntityMask = { mask: 'mac' };

/** IP and MAC addresses, but those that say nothing of anybody: loopback, `0.0.0.0`, `::`, net masks, broadcast. */
export function findNetworkAddresses(text: string): (Span & { mask: EntityMask })[] {
  const ipv4s = findSpans(text, ipv4, {
    notAfter: /[\w.-]$|\bv(?:er(?:sion|\.)?)?[ :]$/i,
    isOne: isPersonalIPv4,
  });
  const ipv6s = mayHaveIPv6.test(text)
    ? findSpans(text, ipv6, { notAfter: /[\w:.]$/, isOne: isPersonalIPv6 })
    : [];
  const macAddresses = mayHaveMac.test(text)
    ? findSpans(text, macs, { notAfter: /[\w:.-]$/, isOne: isPersonalMac })
    : [];
  return [
    ...[...ipv4s, ...ipv6s].map((span) => ({ ...span, mask: ip })),
    ...macAddresses.map((span) => ({ ...span, mask: mac })),
  ];
}

// Patterns that begin with a letter are slow; these, with a character that prose has seldom, tell if they are needed.
const mayHaveIPv6 = /:[\da-f]{0,4}:/i;
const mayHaveMac = /[:-][\da-f]{2}[:-][\da-f]{2}[:-]|\.[\da-f]{4}\./i;

/** Four numbers with points; small ones (1.1.2.12) and those behind `v` or `version` are of a release. */
const ipv4 = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w-]|\.\w)/g;

function isPersonalIPv4(address: string): boolean {
  return isIPv4(address) && !/^(?:0|127|255)\.|^\d(?:\.\d\d?){3}$/.test(address);
}

const ipv6 =
  /(?:[\da-f]{1,4}:[\da-f:]|::[\da-f])[\da-f:]{0,38}(?:(?<=:\d{1,3})(?:\.\d{1,3}){3})?(?![\w:])/gi;

/** All eight groups, or two and more around `::` with a digit: `a::b` may be a name in a program. */
function isPersonalIPv6(address: string): boolean {
  const groups = address.split(':').filter(Boolean);
  const isMeant = !address.includes('::') || (groups.length >= 2 && /\d/.test(address));
  return isMeant && isIPv6(address);
}

const macs =
  /[\da-f]{2}(?:(?::[\da-f]{2}){5}|(?:-[\da-f]{2}){5})(?![\w:-])|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?!\w|\.\w)/gi;

/** Digits alone between hyphens or points are rather a date or a number. */
function isPersonalMac(address: string): boolean {
  if (/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(address)) return false;
  return address.includes(':') || /[a-f]/i.test(address);
}
