import type { Draw } from './keyed-draws.ts';

/** Where six digits of a number can be a date of birth, and in which order year, month and day stand. */
export interface DatePlace {
  index: number;
  isYearFirst: boolean;
  /** The two digits before the year, if the number has them. */
  century: string;
}

/** The first place that can hold a date; without it, few drawn numbers would have a date that exists. */
export function findDate(number: string): DatePlace | undefined {
  for (let index = 0; index + 6 <= number.length; index += 1) {
    const six = number.slice(index, index + 6);
    const century = /^(?:18|19|20)$/.exec(number.slice(Math.max(0, index - 2), index))?.[0] ?? '';
    if (/^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(six)) {
      return { index, isYearFirst: true, century };
    }
    if (/^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d$/.test(six)) {
      return { index, isYearFirst: false, century: '' };
    }
  }
  return undefined;
}

/** Puts a drawn date, which every year has, there. */
export function writeDate(
  number: string,
  { index, isYearFirst, century }: DatePlace,
  draw: Draw,
): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [year, month, day] = [two(draw(100)), two(1 + draw(12)), two(1 + draw(28))];
  const date = isYearFirst ? `${year}${month}${day}` : `${day}${month}${year}`;
  const before = number.slice(0, index - century.length) + century;
  return before + date + number.slice(index + 6);
}
