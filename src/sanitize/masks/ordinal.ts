import type { MaskContext } from './mask.ts';
import { otherCode } from './other-code.ts';

/** A number in the order of streets and floors: "5th", "2nd", "1º", "3er". */
export const ordinal = /^\d{1,4}(?:st|nd|rd|th|º|ª|er|e|ème|de|ste)$/i;

/** Another number with the ending that it has; the English one follows the number. */
export function otherOrdinal(word: string, context: MaskContext, attempt: number): string {
  const [, number = '', ending = ''] = /^(\d+)(.*)$/.exec(word) ?? [];
  const masked = otherCode(number, context, attempt);
  return masked + (/^(?:st|nd|rd|th)$/i.test(ending) ? englishEnding(masked, ending) : ending);
}

function englishEnding(number: string, ending: string): string {
  const plain = /1\d$/.test(number)
    ? 'th'
    : ({ '1': 'st', '2': 'nd', '3': 'rd' }[number.slice(-1)] ?? 'th');
  return ending === ending.toUpperCase() ? plain.toUpperCase() : plain;
}
