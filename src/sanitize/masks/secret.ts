import { otherBytes } from './bytes.ts';
import { hashIn, isUuid } from './hash.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { secretPrefix } from './secret-prefix.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

const alphabets = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  upperHex: '0123456789ABCDEF',
  upper: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
} as const;

const LONGEST = 64;

/**
 * Other letters and digits behind the same well-known prefix; as long as the secret, but at most 64 characters. Digits
 * stay digits (a PIN), hexadecimal digits such; the first digit of a number is no 0. Of a UUID another UUID, of a `bytea`
 * as many other bytes.
 */
export const maskSecret: ApplyMask = (raw, context) => {
  if (isUuid(raw)) return secretUuid(raw, context);
  const bytes = otherBytes(raw, 'secret', context);
  if (bytes !== undefined) return bytes;
  const prefix = secretPrefix(raw);
  const secret = raw.slice(prefix.length);
  const alphabet = alphabetOf(secret);
  const lowest = alphabet === alphabets.digits && secret[0] !== '0' ? 1 : 0;
  const length = Math.max(1, Math.min(raw.length, LONGEST) - prefix.length);
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'secret', `${attempt}\0${raw}`);
    for (let index = 0; index < length; index += 1) {
      const skipped = index === 0 ? lowest : 0;
      signs[index] = alphabet.charCodeAt(skipped + draw(alphabet.length - skipped));
    }
    return prefix + signs.toString('latin1', 0, length);
  });
};

/** Reused: putting a secret together sign by sign takes longer than all the rest. */
const signs = Buffer.alloc(LONGEST);

const secretUuid = hashIn('secret');

function alphabetOf(secret: string): string {
  if (/^\d+$/.test(secret)) return alphabets.digits;
  if (/^[0-9a-f]{8,}$/.test(secret)) return alphabets.hex;
  if (/^[0-9A-F]{8,}$/.test(secret)) return alphabets.upperHex;
  if (/^[0-9A-Z]+$/.test(secret)) return alphabets.upper;
  return alphabets.base62;
}
