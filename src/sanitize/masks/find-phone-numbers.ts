import { findSpans } from './find-spans.ts';
import type { Span } from './words.ts';

/**
 * Telephone numbers in prose: international ones (`+` and 8 to 15 digits, ITU-T E.164), North American ones of
 * ten digits in groups, and what its writer calls one (`Tel: 01 6188428`). Digits without any of these may be
 * anything, so they are left to the known values.
 */
export function findPhoneNumbers(text: string): Span[] {
  return [...findInternational(text), ...findNorthAmerican(text), ...findLabelled(text)];
}

const labels =
  'tel|tele?(?:phone|fon|fax)|t[éÉe]l[éÉe]phone|tlf|phone|fax|mobile?|mob|cell|handy|fon|gsm|voice|pager';
const separators = '[ ()./-]{0,3}';
/** A number of nine digits and more ends with its line; a shorter one may go on in the next. */
const labelled = new RegExp(
  `(?:${labels})(?: ?(?:no|number|nr|#))?\\.?[:.]?[ \\t]{0,8}((?:[+(]{0,2}\\d(?:${separators}\\d){8,14}|[+(]{0,2}\\d(?:(?:${separators}|\\r?\\n[ >]{0,8})\\d){5,14}))(?![a-z0-9])`,
  'gi',
);

function findLabelled(text: string): Span[] {
  return findSpans(text, labelled, { notAfter: /[\p{L}\p{N}]$/u });
}

const international = /\+[\d( ./)-]{8,30}/g;

function findInternational(text: string): Span[] {
  return findSpans(text, international, { notAfter: /[\p{L}\p{N}+]$/u }).flatMap(
    ({ start, end: last }) => {
      const candidate = text.slice(start, last);
      const number = /^\+\(?[1-9](?:[ ./()-]{0,3}\d)*/.exec(candidate)?.[0] ?? '';
      const digits = number.replace(/\D/g, '').length;
      const end = start + number.length;
      const isWhole = !/^[\p{L}\p{N}@]/u.test(text.slice(end, end + 2));
      return digits >= 8 && digits <= 15 && isWhole ? [{ start, end }] : [];
    },
  );
}

/** Area and exchange begin with 2 to 9; the groups must be apart, or any integer of ten digits would do. */
const northAmerican =
  /(?<![\p{L}\p{N}_]|\d[.\-/,])(?:1[ .-]?)?(?:\([2-9]\d{2}\)(?: ?[.-] ?| )?|[2-9]\d{2}(?: ?[.-] ?| ))[2-9]\d{2}(?: ?[.-] ?| )\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\p{L}\p{N}_@]|[.\-/,@=][\p{L}\p{N}])/giu;

function findNorthAmerican(text: string): Span[] {
  return findSpans(text, northAmerican);
}
