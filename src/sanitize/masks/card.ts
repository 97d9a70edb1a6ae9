import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { scrambleIn } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeAs } from './write-as.ts';

/**
 * The first digits of a scheme's cards, and those of the numbers that payment services publish for tests
 * (https://docs.stripe.com/testing, https://developer.paypal.com/api/rest/sandbox/card-testing): no card of a person is
 * charged if a preview pays with one.
 */
const schemes = [
  { cards: /^4/, test: '411111' },
  { cards: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, test: '555555' },
  { cards: /^3[47]/, test: '378282' },
  { cards: /^(?:6011|64[4-9]|65)/, test: '601111' },
  { cards: /^3(?:0[0-59]|[689])/, test: '305693' },
  { cards: /^35(?:2[89]|[3-8])/, test: '353011' },
  { cards: /^62/, test: '620000' },
  { cards: /^(?:5[06-9]|6)/, test: '675964' },
] as const;

/** ISO/IEC 7812 leaves numbers that begin with 9 to countries; 999999 is no issuer's. */
const nobody = '999999';

/**
 * Another card number of the same scheme and length in the same grouping: a test number's first six digits, and a valid
 * check digit (Luhn). Anything else, such as the last four digits alone, is scrambled.
 */
export const maskCard: ApplyMask = (raw, context) => {
  const number = raw.replace(/\D/g, '');
  if (number.length < 12 || number.length > 19 || !/^[\d\s.-]*$/.test(raw)) {
    return scrambleOther(raw, context);
  }
  const issuer = schemes.find(({ cards }) => cards.test(number))?.test ?? nobody;
  const length = number.length - issuer.length - 1;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'card', `${attempt}\0${number}`);
    const account = Array.from({ length }, () => draw(10)).join('');
    return writeAs(raw, withCheckDigit(issuer + account), /\d/g);
  });
};

const scrambleOther = scrambleIn('card');

function withCheckDigit(payload: string): string {
  let sum = 0;
  for (let index = 0; index < payload.length; index += 1) {
    const digit = Number(payload[payload.length - 1 - index]);
    sum += index % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return `${payload}${(10 - (sum % 10)) % 10}`;
}
