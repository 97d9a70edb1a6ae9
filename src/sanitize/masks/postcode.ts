import { hasNobody } from './has-nobody.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { otherCode } from './other-code.ts';
import { scrambleIn } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeAs } from './write-as.ts';

/**
 * Another postcode with letters, digits and separators in the same places, and with letters that the country uses
 * there. Codes that differ in letter case and separators alone are one code, different codes stay different, and the
 * first five digits of a ZIP+4 agree with the ZIP code. Text in other scripts is scrambled.
 */
export const createPostcodeMask =
  ({ country }: { country?: string | undefined }): ApplyMask =>
  (raw, context) => {
    if (hasNobody(raw)) return raw;
    if (!/^[\p{ASCII}]*$/u.test(raw)) return scramble(raw, context);
    return chooseUnlikeRaw(raw, context, (attempt) =>
      postcodePseudonym(raw, context, country, attempt),
    );
  };

const scramble = scrambleIn('postcode');

/** A candidate; also for a postcode inside an address. */
export function postcodePseudonym(
  raw: string,
  context: MaskContext,
  country: string | undefined,
  attempt: number,
): string {
  const code = raw.replace(/[^a-z\d]/gi, '').toUpperCase();
  const zip = /^\d{5}-\d{4}$/.test(raw.trim()) ? 5 : code.length;
  const lettersAt = lettersOf(code, country);
  const masked = [code.slice(0, zip), code.slice(zip)]
    .map((part) => otherCode(part, context, attempt, lettersAt))
    .join('');
  return writeAs(raw, masked, /[a-z\d]/gi).replace(/[A-Z]/g, (letter, index: number) =>
    /[a-z]/.test(raw[index] as string) ? letter.toLowerCase() : letter,
  );
}

const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Forms that use only some letters; each tells its country, but Ireland's. */
function lettersOf(code: string, country: string | undefined): (index: number) => string {
  if (/^[A-Z]\d[A-Z]\d[A-Z]\d$/.test(code)) {
    // Canada Post, "Addressing guidelines": no D, F, I, O, Q, U, and no W or Z in front.
    return (index) => (index === 0 ? 'ABCEGHJKLMNPRSTVXY' : 'ABCEGHJKLMNPRSTVWXYZ');
  }
  if (country === 'IE' && code.length === 7) return () => 'ACDEFHKNPRTVWXY';
  if (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(code)) {
    // BS 7666: no C, I, K, M, O, V in the last two.
    return (index) => (index >= code.length - 2 ? 'ABDEFGHJLNPQRSTUWXYZ' : 'ABCDEFGHJKLMNPRSTUWY');
  }
  return () => all;
}
