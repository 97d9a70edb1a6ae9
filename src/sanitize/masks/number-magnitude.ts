import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { largestRange, otherNumber } from './other-number.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/** The largest numbers of PostgreSQL's types: what is written with as many digits and is no larger, may be of the type. */
const limits = ['32767', '2147483647', '9223372036854775807'] as const;

/**
 * Other digits from the first one that counts: the number of digits, the sign, the decimal places and the exponent stay,
 * and a number that fits smallint, integer or bigint still does. One-to-one up to 15 digits. A zero, which has no
 * magnitude, gets one digit in its last place.
 */
export function createMagnitudeMask(domain: string) {
  const other = otherNumber(domain);
  return (raw: string, context: MaskContext): string => {
    const [, before = '', digitsAndPoints = '', after = ''] =
      /^([^\d.]*)([\d.,]*\d)(.*)$/s.exec(raw) ?? [];
    const digits = digitsAndPoints.replace(/\D/g, '');
    const firstCounting = digits.search(/[1-9]/);
    const counting = digits.slice(firstCounting < 0 ? -1 : firstCounting);
    const [least, most] = range(counting, { isNegative: raw.startsWith('-'), after });
    const size = Number(most) - Number(least) + 1;
    return chooseUnlikeRaw(raw, context, (attempt) => {
      const masked =
        size <= 1
          ? counting
          : size > largestRange
            ? draw(domain, counting, most, context, attempt)
            : String(
                Number(least) + other(context, Number(counting) - Number(least), size, attempt),
              );
      return before + fillIn(digitsAndPoints, masked) + after;
    });
  };
}

/** The smallest and largest number of the same magnitude. */
function range(
  counting: string,
  { isNegative, after }: { isNegative: boolean; after: string },
): [string, string] {
  const { length } = counting;
  if (counting === '0') return ['0', '9'];
  const least = `1${'0'.repeat(length - 1)}`;
  // The largest exponents of real and double precision bound the digits before them.
  if (/^\.?e\+?(?:38|308)$/i.test(after)) return [least, counting];
  const limit = limits.find((limit) => limit.length === length);
  // The smallest number is one further from zero than the largest.
  const bound = limit && (isNegative ? limit.replace(/7$/, '8') : limit);
  return [least, bound && counting <= bound ? bound : '9'.repeat(length)];
}

/** Beyond what a number can hold: digits drawn one by one, none larger than the bound's as long as they equal it. */
function draw(
  domain: string,
  counting: string,
  most: string,
  { hash }: MaskContext,
  attempt: number,
): string {
  const next = keyedDraws(hash, domain, `${attempt}\0${counting}`);
  let isAtBound = true;
  let masked = '';
  for (let index = 0; index < counting.length; index += 1) {
    const bound = Number(most[index]);
    const least = index === 0 ? 1 : 0;
    const digit: number = least + next((isAtBound ? bound : 9) - least + 1);
    isAtBound &&= digit === bound;
    masked += digit;
  }
  return masked;
}

/** Puts the digits in the places of the last ones; points, commas and zeros before them stay. */
function fillIn(form: string, digits: string): string {
  let left = digits.length;
  let filled = '';
  for (let index = form.length - 1; index >= 0; index -= 1) {
    const character = form[index] as string;
    filled = (/\d/.test(character) && left > 0 ? digits[--left] : character) + filled;
  }
  return filled;
}
