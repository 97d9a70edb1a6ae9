import { type Draw, keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Other digits in the same format. The country code behind a `+` stays; a North American number gets the exchange
 * 555, which is set aside for fiction. The same number gets the same digits in every format.
 * A value without any letter, digit or character beyond ASCII ("-") is no number of anybody and stays.
 */
export const maskPhone: ApplyMask = (raw, context) => {
  if (!/[\p{L}\p{N}\u0080-\u{10FFFF}]/u.test(raw)) return raw;
  const digits = raw.replace(/\D/g, '');
  const hasPlus = /^\s*\+/.test(raw);
  const northAmerican = /^(?:1?)([2-9]\d{2}[2-9]\d{6})$/.exec(digits)?.[1];
  const isNorthAmerican = northAmerican !== undefined && (!hasPlus || digits.length === 11);
  const kept = isNorthAmerican
    ? digits.length - 10
    : countryCodeLength(hasPlus && digits.length >= 8 ? digits : '');
  const letters = raw.replace(/\P{L}/gu, '').toLowerCase();
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const key = `${attempt}\0${isNorthAmerican ? northAmerican : digits}\0${letters}`;
    const draw = keyedDraws(context.hash, 'phone', key);
    const masked = isNorthAmerican ? otherNorthAmerican(draw) : otherDigits(digits, kept, draw);
    return fillIn(raw, digits.slice(0, kept) + masked, draw);
  });
};

const otherNorthAmerican = (draw: Draw) =>
  `${2 + draw(8)}${draw(10)}${draw(10)}555${fourDigits(draw)}`;
const fourDigits = (draw: Draw) => String(draw(10_000)).padStart(4, '0');

function otherDigits(digits: string, kept: number, draw: Draw): string {
  return [...digits.slice(kept)].map(() => draw(10)).join('');
}

/** Replaces the digits one by one, and letters (a name beside the number) by any, but not `x` and `ext`. */
function fillIn(raw: string, digits: string, draw: Draw): string {
  let next = 0;
  return raw.replace(/\d|[\p{L}\p{M}]{1,1000}|[^\p{ASCII}\p{P}\p{Z}]/gu, (piece) => {
    if (/\d/.test(piece)) return digits[next++] as string;
    if (digits !== '' && /^(?:x|ext|tel)$/i.test(piece)) return piece;
    return [...piece].map(() => String.fromCharCode(97 + draw(26))).join('');
  });
}

/** ITU-T E.164: one digit for zones 1 and 7, two for the large countries of the other zones, otherwise three. */
function countryCodeLength(digits: string): number {
  if (digits === '') return 0;
  if (/^[17]/.test(digits)) return 1;
  return /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/.test(digits) ? 2 : 3;
}
