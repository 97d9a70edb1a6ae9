import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { otherNumber } from './other-number.ts';

/**
 * Other digits for those that stand in a name ("Person 12"), as many; one-to-one up to 15 digits, so that names which
 * only a number tells apart stay apart.
 */
export function digitWord(domain: string) {
  const other = otherNumber(domain);
  return (digits: string, attempt: number, context: MaskContext): string => {
    if (/^[0-9]{1,15}$/.test(digits)) {
      const masked = other(context, Number(digits), 10 ** digits.length, attempt);
      return String(masked).padStart(digits.length, '0');
    }
    const draw = keyedDraws(context.hash, domain, `${attempt}\0${digits}`);
    return [...digits].map(() => draw(10)).join('');
  };
}
