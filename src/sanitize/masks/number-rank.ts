import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { unreadable } from './mask-failed.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * A strictly rising function that the key alone decides. A whole number n ≥ 0 becomes G(n) = factor·n + start + jitter(n),
 * where factor (2 to 5) and start (1 to 9) are of the key and jitter, below factor, of key and n: G(n+1) > G(n) > n.
 * Digits behind the point share the gap between G(n) and G(n+1) out among themselves, again with jitter, place by
 * place, so 1.5 and 1.50 agree, and the number of places stays. A negative number is the mirrored positive one.
 *
 * Limits: rank is all that it is for. Who sees pseudonyms knows the order, and roughly the ratios. A number above a fifth
 * of its type's largest may not fit its type any more, and floating point rounds what it can't write apart.
 */
export function createRankMask(domain: string) {
  return (raw: string, context: MaskContext): string => {
    const parsed = parseDecimal(raw);
    return chooseUnlikeRaw(raw, context, (attempt) => {
      const rise = createRise(domain, context, attempt);
      const masked = rise(parsed.whole, parsed.fraction);
      return parsed.isNegative && !/^[0.]*$/.test(parsed.whole + parsed.fraction)
        ? `-${masked}`
        : masked;
    });
  };
}

interface Decimal {
  isNegative: boolean;
  whole: string;
  fraction: string;
}

/** Writes an exponent out. */
function parseDecimal(raw: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(raw) ?? [];
  const shift = Number(exponent);
  // PostgreSQL's numeric has up to 147,455 places, all others up to 308: what is longer only costs time.
  if (Math.abs(shift) > 400 || raw.length > 20_000)
    throw unreadable('no number of a usual size', 'number');
  const left = whole.padStart(whole.length + Math.max(0, -shift), '0');
  const right = fraction.padEnd(Math.max(0, shift), '0');
  const point = left.length + shift;
  const all = left + right;
  return {
    isNegative: sign === '-',
    whole: all.slice(0, point) || '0',
    fraction: all.slice(point),
  };
}

function createRise(domain: string, { hash }: MaskContext, attempt: number) {
  const draw = keyedDraws(hash, domain, String(attempt));
  const factor = 2 + draw(4);
  const start = 1 + draw(9);
  const jitter = (place: string, below: bigint) =>
    below <= 1n ? 0n : hash(domain, `${attempt}\0${place}`).readBigUInt64BE(0) % below;
  const risen = (n: bigint) =>
    BigInt(factor) * n + BigInt(start) + jitter(String(n), BigInt(factor));

  return (whole: string, fraction: string): string => {
    const n = BigInt(whole);
    let from = risen(n);
    let gap = risen(n + 1n) - from;
    let place = `${n}.`;
    for (const character of fraction) {
      const digit = BigInt(character);
      const bound = (d: bigint) =>
        gap * d + (d === 0n || d === 10n ? 0n : jitter(`${place}${d}`, gap));
      const below = bound(digit);
      from = from * 10n + below;
      gap = bound(digit + 1n) - below;
      place += character;
    }
    const digits = from.toString().padStart(fraction.length + 1, '0');
    const point = digits.length - fraction.length;
    return fraction === '' ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  };
}
