import ipaddr from 'ipaddr.js';
import { hashIn } from './hash.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { createOctetMask } from './octets.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * An address of the same family in a range that nobody owns: 240.0.0.0/4 (RFC 1112, "reserved") or 2001:db8::/32 (RFC 3849).
 * Two addresses whose first n bits agree get pseudonyms whose first n bits agree, for n from 8 on (IPv6: 32), so nets,
 * and what lies in them, stay; a prefix length stays, and a net's address stays one. A zone goes. A net of more than 2^24
 * addresses (IPv6: larger than /32) is nobody's and stays. An IPv4 address in IPv6 (`::ffff:…`) is masked as IPv4.
 */
export const maskIp: ApplyMask = (raw, context) => {
  const parsed = parsePlainIPv4(raw) ?? parseIp(raw.trim());
  if (!parsed) return hashOther(raw, context);
  const { bytes, prefixLength, isMapped } = parsed;
  if (prefixLength !== undefined && prefixLength < (bytes.length === 4 ? 8 : 32)) return raw;
  // The net that all others of its size become is nobody's either.
  if (raw.trim() === RESERVED_NET) return raw;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const masked = maskAddress(parsed, context, attempt);
    const written =
      masked.length === 4 ? masked.join('.') : ipaddr.fromByteArray(masked).toString();
    const suffix =
      prefixLength === undefined ? '' : `/${isMapped ? prefixLength + 96 : prefixLength}`;
    return `${isMapped ? '::ffff:' : ''}${written}${suffix}`;
  });
};

const RESERVED_NET = '2001:db8::/32';
const hashOther = hashIn('ip');

interface ParsedIp {
  bytes: readonly number[];
  prefixLength: number | undefined;
  isMapped: boolean;
}

/** Most addresses: four numbers and nothing else. */
function parsePlainIPv4(text: string): ParsedIp | undefined {
  const bytes: number[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const unit = at === text.length ? POINT : text.charCodeAt(at);
    if (unit === POINT) {
      const number = Number(text.slice(start, at));
      const isWritten = at > start && at - start <= 3 && (at === start + 1 || text[start] !== '0');
      if (!isWritten || number > 255) return undefined;
      bytes.push(number);
      start = at + 1;
    } else if (unit < ZERO || unit > NINE) return undefined;
  }
  return bytes.length === 4 ? { bytes, prefixLength: undefined, isMapped: false } : undefined;
}

const [POINT, ZERO, NINE] = [0x2e, 0x30, 0x39];

function parseIp(text: string): ParsedIp | undefined {
  const [, written = '', prefix] = /^([^/%]{2,60})(?:%[^/]*)?(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const isIPv4 = ipaddr.IPv4.isValidFourPartDecimal(written);
  if (!isIPv4 && !(written.includes(':') && ipaddr.IPv6.isValid(written))) return undefined;
  const address = isIPv4 ? ipaddr.IPv4.parse(written) : ipaddr.IPv6.parse(written);
  const bits = prefix === undefined ? undefined : Number(prefix);
  if ((bits ?? 0) > (isIPv4 ? 32 : 128)) return undefined;
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && (bits ?? 128) >= 96) {
    const prefixLength = bits === undefined ? undefined : bits - 96;
    return { bytes: address.toIPv4Address().toByteArray(), prefixLength, isMapped: true };
  }
  return { bytes: address.toByteArray(), prefixLength: bits, isMapped: false };
}

const octets = createOctetMask('ip');

function maskAddress(
  { bytes, prefixLength }: ParsedIp,
  context: MaskContext,
  attempt: number,
): number[] {
  const isIPv4 = bytes.length === 4;
  const masked = octets(bytes, context, attempt);
  if (isIPv4) masked[0] = 0xf0 | ((masked[0] as number) & 0x0f);
  else masked.splice(0, 4, 0x20, 0x01, 0x0d, 0xb8);
  // 255.255.255.255 is everybody's.
  if (isIPv4 && !masked.some((byte) => byte < 255)) masked[3] = 254;
  if (prefixLength === undefined || !isNet(bytes, prefixLength)) return masked;
  return masked.map((byte, index) => byte & netMask(index, prefixLength));
}

/** Whether all bits behind the prefix are 0, as in every value of the type `cidr`. */
const isNet = (bytes: readonly number[], prefixLength: number): boolean =>
  bytes.every((byte, index) => (byte & ~netMask(index, prefixLength)) === 0);

const netMask = (index: number, prefixLength: number): number =>
  (0xff00 >> Math.min(8, Math.max(0, prefixLength - index * 8))) & 0xff;
