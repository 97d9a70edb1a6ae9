import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import {
  type NumberClass,
  reservedNumber,
} from '../../../src/sanitize/masks/reserved-phone-numbers.ts';

/** The numbers for fiction of the class of a valid number. */
function reservedLike(number: string): string[] {
  const found = new Set<string>();
  for (let turn = 0; turn < 4000; turn += 1) {
    // Each turn draws the digits of its own number, so that all are drawn if there are few.
    let rest = turn;
    const draw = (below: number) => {
      const digit = rest % below;
      rest = Math.floor(rest / below);
      return digit;
    };
    const national = reservedNumber(classOf(number), draw);
    if (national !== undefined) found.add(national);
  }
  return [...found];
}

describe('a number for fiction', () => {
  it.each([
    ['+442083661177', /^(?:1\d\d4960|2079460|1914980|2896496|2920180)\d{3}$/],
    ['+448001111111', /^8081570\d{3}$/],
    ['+33142685300', /^(?:19900|26191|35301|46571|53649)\d{4}$/],
    ['+493090182000', /^(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/],
    ['+491711234567', /^17139200\d\d$/],
    ['+4917612345678', /^176040690\d\d$/],
    ['+61293744000', /^[2378](?:5550|7010)\d{4}$/],
    ['+61412345678', /^49157\d{4}$/],
    ['+46812345678', /^(?:3139006|4062804|8465004|9803192)\d\d$/],
    ['+46701234567', /^7017406[1-9]\d$/],
    ['+14088675309', /^[2-9]\d\d55501\d\d$/],
    ['+16135550123', /^[2-9]\d\d55501\d\d$/],
  ])('like %s is one that its regulator has set aside, and valid', (number, form) => {
    const found = reservedLike(number);
    const wanted = classOf(number);
    expect(found.length).toBeGreaterThanOrEqual(30);
    for (const national of found) {
      expect(national).toMatch(form);
      expect(classOf(`+${wanted.callingCode}${national}`)).toEqual(wanted);
    }
  });

  it.each(['+447911123456', '+33612345678', '+353861234567', '+4366412345678'])(
    'like %s there is none that libphonenumber takes for valid',
    (number) => expect(reservedLike(number)).toEqual([]),
  );
});

function classOf(number: string): NumberClass {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed?.isValid()) throw new Error(`${number} is not valid`);
  const { countryCallingCode: callingCode, country, nationalNumber } = parsed;
  return { callingCode, country, type: parsed.getType(), length: nationalNumber.length };
}
