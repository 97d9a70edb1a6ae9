import { hashIn } from './hash.ts';
import type { ApplyMask } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeHex } from './write-as.ts';

const spellings =
  /^(?:urn:uuid:)?(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\{[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}|[0-9a-f]{32})$/i;

/**
 * Another UUID of the same version and variant (RFC 9562) in the same spelling: letter case, braces, `urn:uuid:`, hyphens.
 * A UUID gets one pseudonym in all its spellings. The nil and the max UUID, which are nobody's, stay. What is no UUID is
 * masked as `hash`.
 */
export const maskUuid: ApplyMask = (raw, context) => {
  if (!spellings.test(raw)) return hashOther(raw, context);
  const prefix = /^urn:uuid:/i.exec(raw)?.[0] ?? '';
  const form = raw.slice(prefix.length);
  const digits = form.replace(/[^0-9a-f]/gi, '').toLowerCase();
  if (/^(?:0{32}|f{32})$/.test(digits)) return raw;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const hex = context.hash('uuid', `${attempt}\0${digits}`).toString('hex', 0, 16);
    return prefix + writeHex(form, withVersion(hex, digits));
  });
};

const hashOther = hashIn('uuid');

/** The version is the 13th digit, the variant up to three bits of the 17th. */
function withVersion(hex: string, raw: string): string {
  const variant = Number.parseInt(raw[16] as string, 16);
  const drawn = Number.parseInt(hex[16] as string, 16);
  // 0xxx, 10xx, 110x and 111x
  const kept = variant < 8 ? 0b1000 : variant < 12 ? 0b1100 : 0b1110;
  const digit = ((variant & kept) | (drawn & ~kept & 0xf)).toString(16);
  return `${hex.slice(0, 12)}${raw[12]}${hex.slice(13, 16)}${digit}${hex.slice(17)}`;
}
