import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type ClassifiedNumber, classifyNumber } from './classify-number.ts';
import { hasNobody } from './has-nobody.ts';
import { type Draw, keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { reservedNumber } from './reserved-phone-numbers.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Another number of the same country, type and length, in the same format: a valid one stays valid, any other
 * possible. Where the country has numbers for fiction of that type, it is one of them; the fifth attempt in a column
 * whose values must differ is any. A number gets the same digits in every format that tells its country: an
 * international one, the policy's `country`, or ten digits as in North America.
 *
 * A value that is no telephone number gets other digits and letters one by one. One of punctuation alone ("-") is
 * nobody's and stays.
 */
export const createPhoneMask =
  ({ country }: { country?: string | undefined }): ApplyMask =>
  (raw, context) => {
    if (!isPlain(raw) && hasNobody(raw)) return raw;
    const digits = digitsOf(raw);
    if (digits === '' && isPlain(raw)) return raw;
    const number = parse(raw, digits, country);
    const identity = number
      ? `+${number.callingCode}${number.national}`
      : `${digits}\0${raw.replace(/[^\p{L}]/gu, '').toLowerCase()}`;
    return chooseUnlikeRaw(raw, context, (attempt) => {
      const key = `${attempt}\0${identity}`;
      const draw = keyedDraws(context.hash, 'phone', key);
      if (!number) return fillIn(raw, anyDigits(digits.length, draw), draw);
      const national = otherNational(number, attempt, draw);
      const extension = anyDigits(number.extension.length, draw);
      const end = number.national + number.extension;
      return digits.endsWith(end)
        ? fillIn(raw, digits.slice(0, digits.length - end.length) + national + extension, draw)
        : written(number, national, extension, raw);
    });
  };

interface ParsedNumber extends ClassifiedNumber {
  readonly extension: string;
}

/** A number that is possible; as most are written, without the library. */
function parse(raw: string, digits: string, country: string | undefined): ParsedNumber | undefined {
  // No number is longer; the rest of a long value would only cost time.
  if (digits.length < 4 || digits.length > 32 || raw.length > 200) return undefined;
  const number = classifyPlain(raw, digits) ?? askLibrary(raw, digits, country);
  return number?.isPossible ? number : undefined;
}

function classifyPlain(raw: string, digits: string): ParsedNumber | undefined {
  if (raw[0] !== '+' || raw.lastIndexOf('+') > 0 || raw.includes(',') || !isPlain(raw)) return;
  const number = classifyNumber(digits);
  return number && { ...number, extension: '' };
}

function askLibrary(
  raw: string,
  digits: string,
  country: string | undefined,
): ParsedNumber | undefined {
  const home = country ?? (/^1?[2-9]\d\d[2-9]\d{6}/.test(digits) ? 'US' : undefined);
  // 00 in front of the country's code, as most of the world dials.
  const dialled = /^\s*\(?00[1-9]/.test(raw) && home !== 'US' ? raw.replace('00', '+') : raw;
  const number = parsePhoneNumberFromString(dialled, home as CountryCode | undefined);
  return (
    number && {
      callingCode: number.countryCallingCode,
      country: number.country,
      national: number.nationalNumber,
      type: number.getType(),
      isPossible: number.isPossible(),
      extension: number.ext ?? '',
    }
  );
}

function otherNational(number: ParsedNumber, attempt: number, draw: Draw): string {
  const { callingCode, country, type, national: raw } = number;
  // Only a valid number has a type.
  if (type && attempt < 4) {
    const wanted = { callingCode, country, type, length: raw.length };
    for (let tries = 0; tries < 8; tries += 1) {
      const national = reservedNumber(wanted, draw);
      if (national === undefined) break;
      if (national !== raw) return national;
    }
  }
  // The more leading digits stay, the likelier is a valid number of the same type.
  for (let kept = 1; kept <= raw.length - 2; kept += 1) {
    for (let tries = 0; tries < 6; tries += 1) {
      const national = raw.slice(0, kept) + anyDigits(raw.length - kept, draw);
      if (national !== raw && isLike(national, number)) return national;
    }
  }
  return raw.slice(0, -2) + anyDigits(2, draw);
}

function isLike(national: string, { callingCode, country, type }: ParsedNumber): boolean {
  const digits = callingCode + national;
  const number = classifyNumber(digits) ?? askLibrary(`+${digits}`, digits, undefined);
  if (number?.national !== national || !number.isPossible) return false;
  return type === undefined || (number.country === country && number.type === type);
}

/** Where the digits as written are not those dialled from abroad, as in Argentina: in the country's usual format. */
function written(
  { callingCode }: ParsedNumber,
  national: string,
  extension: string,
  raw: string,
): string {
  const masked = parsePhoneNumberFromString(`+${callingCode}${national}`);
  if (!masked) return `+${callingCode}${national}`;
  if (extension) masked.setExt(extension);
  return raw.includes('+') ? masked.formatInternational() : masked.formatNational();
}

function anyDigits(length: number, draw: Draw): string {
  let digits = '';
  for (let index = 0; index < length; index += 1) digits += draw(10);
  return digits;
}

/** Words that say what number it is. */
const labels = /^(?:x|ext|tel|phone|mobile|mob|cell|fax|home|work|office)$/i;

/** Replaces the digits one by one, and letters (a name beside the number) by any, but not what says the number's use. */
function fillIn(raw: string, digits: string, draw: Draw): string {
  let next = 0;
  if (isPlain(raw)) {
    let filled = '';
    for (const character of raw) filled += isDigit(character) ? digits[next++] : character;
    return filled;
  }
  return raw.replace(/\p{Nd}|[\p{L}\p{M}]{1,1000}|[^\p{ASCII}\p{P}\p{Z}]/gu, (piece) => {
    if (/^\p{Nd}/u.test(piece)) return inDigitsOf(piece, digits[next++] as string);
    if (digits !== '' && labels.test(piece)) return piece;
    return [...piece].map(() => String.fromCharCode(97 + draw(26))).join('');
  });
}

/** As most numbers are written; a shorter way than for letters and the digits of other scripts. */
const isPlain = (raw: string) => /^[\d +().,/-]*$/.test(raw);

const isDigit = (character: string) => character >= '0' && character <= '9';

function digitsOf(raw: string): string {
  if (!isPlain(raw)) {
    return (raw.match(/\p{Nd}/gu) ?? []).map((digit) => String(valueOfDigit(digit))).join('');
  }
  let digits = '';
  for (const character of raw) if (isDigit(character)) digits += character;
  return digits;
}

/** Each script's ten digits stand in a row, from zero. */
function valueOfDigit(digit: string): number {
  if (isDigit(digit)) return Number(digit);
  const code = digit.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

function inDigitsOf(raw: string, digit: string): string {
  if (isDigit(raw)) return digit;
  return String.fromCodePoint((raw.codePointAt(0) as number) - valueOfDigit(raw) + Number(digit));
}
