import type { Span } from './words.ts';

/**
 * Telephone numbers in prose: international ones (`+` and 8 to 15 digits, ITU-T E.164) and North American ones of
 * ten digits in groups. Digits without either form may be anything, so they are left to the known values.
 */
export function findPhoneNumbers(text: string): Span[] {
  return [...findInternational(text), ...findNorthAmerican(text)];
}

function findInternational(text: string): Span[] {
  const candidates = text.matchAll(/(?<![\p{L}\p{N}+])\+[\d( ./)-]{8,30}/gu);
  return [...candidates].flatMap(({ index, 0: candidate }) => {
    const number = /^\+\(?[1-9](?:[ ./()-]{0,3}\d)*/.exec(candidate)?.[0] ?? '';
    const digits = number.replace(/\D/g, '').length;
    const end = index + number.length;
    const isWhole = !/^[\p{L}\p{N}@]/u.test(text.slice(end, end + 2));
    return digits >= 8 && digits <= 15 && isWhole ? [{ start: index, end }] : [];
  });
}

/** Area and exchange begin with 2 to 9; the groups must be apart, or any integer of ten digits would do. */
const northAmerican =
  /(?<![\p{L}\p{N}_]|\d[.\-/,])(?:1[ .-]?)?(?:\([2-9]\d{2}\)(?: ?[.-] ?| )?|[2-9]\d{2}(?: ?[.-] ?| ))[2-9]\d{2}(?: ?[.-] ?| )\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\p{L}\p{N}_@]|[.\-/,@=][\p{L}\p{N}])/giu;

function findNorthAmerican(text: string): Span[] {
  return [...text.matchAll(northAmerican)].map(({ index, 0: number }) => ({
    start: index,
    end: index + number.length,
  }));
}
