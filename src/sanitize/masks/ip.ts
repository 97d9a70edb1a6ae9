import { isIPv4, isIPv6 } from 'node:net';
import { maskHash } from './hash.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * An address of the same family in a range that nobody owns: 198.18.0.0/15 (RFC 2544) or 2001:db8::/32 (RFC 3849).
 * Addresses of one /24 (IPv6: /48) stay in one; there, IPv4 addresses stay distinct, but there are only 512
 * such nets. A prefix length stays, a zone goes. What is no address is masked as `hash`.
 */
export const maskIp: ApplyMask = (raw, context) => {
  const [, address = '', prefixLength = ''] = /^([^/]*)(\/\d{1,3})?$/.exec(raw.trim()) ?? [];
  const maskAddress = isIPv4(address) ? maskIPv4 : isIPv6(address) ? maskIPv6 : undefined;
  if (!maskAddress) return maskHash(raw, context);
  return chooseUnlikeRaw(
    raw,
    context,
    (attempt) => maskAddress(address, attempt, context) + prefixLength,
  );
};

function maskIPv4(address: string, attempt: number, { hash }: MaskContext): string {
  const [a, b, c, host] = address.split('.').map(Number) as [number, number, number, number];
  const bytes = hash('ip', `${attempt}\0${a}.${b}.${c}`);
  const [second, third, factor, shift] = bytes as unknown as [number, number, number, number];
  // An odd factor makes this one-to-one on a byte.
  const otherHost = (host * (factor | 1) + shift) % 256;
  return `198.${18 + (second & 1)}.${third}.${otherHost}`;
}

function maskIPv6(address: string, attempt: number, { hash }: MaskContext): string {
  const groups = ipv6Groups(address);
  const net = hash('ip', `${attempt}\0${groups.slice(0, 3).join(':')}::`);
  const host = hash('ip', `${attempt}\0${groups.join(':')}`);
  const hex = net.toString('hex', 0, 2) + host.toString('hex', 0, 10);
  return `2001:db8:${(hex.match(/.{4}/g) as string[]).join(':')}`;
}

/** The eight groups in hex without leading zeros; the URL parser brings all spellings into one. */
function ipv6Groups(address: string): string[] {
  const withoutZone = address.replace(/%.*$/, '');
  const [head = '', tail] = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1).split('::');
  const split = (text = '') => (text === '' ? [] : text.split(':'));
  const [before, after] = [split(head), split(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}
