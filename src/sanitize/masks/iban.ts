import { composeIBAN, countrySpecs, isValidBBAN } from 'ibantools';
import { digits, upperLetters } from './character-pools.ts';
import { type Draw, keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { scrambleIn } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeAs } from './write-as.ts';

/**
 * Another IBAN of the same country, length and grouping, with valid check digits, also those inside the account number
 * where the country has them. No country's registry sets a bank aside for tests; so the bank is `TEST…` or nines, which no
 * bank that we know of is, unless the bank's own check digit rules that out (Croatia and others): then any.
 * What is no IBAN by its country and length is scrambled behind its first two letters.
 */
export const maskIban: ApplyMask = (raw, context) => {
  const iban = raw.replace(/[\s.-]/g, '').toUpperCase();
  const country = iban.slice(0, 2);
  const { chars, bank_identifier: bankPlace } = countrySpecs[country] ?? {};
  if (!/^[A-Z]{2}\d\d[A-Z0-9]{8,30}$/.test(iban) || chars !== iban.length) {
    return scrambleOther(raw, context);
  }
  const bban = iban.slice(4);
  const masked = chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'iban', `${attempt}\0${iban}`);
    const other = findBban(bban, country, bankPlace, draw);
    return other === undefined
      ? ''
      : writeIban(raw, composeIBAN({ countryCode: country, bban: other }) ?? '');
  });
  return masked === '' ? scrambleOther(raw, context) : masked;
};

const scrambleOther = scrambleIn('iban');

/** One in 121 is valid where two check digits of eleven each are inside (Czechia, Slovakia), in all others more. */
const mostTries = 5000;

/** Draws account numbers until the country's rule takes one. */
function findBban(
  bban: string,
  country: string,
  bankPlace: string | undefined,
  draw: Draw,
): string | undefined {
  for (let attempt = 0; attempt < 2 * mostTries; attempt += 1) {
    const drawn = [...bban].map((character) => drawLike(character, draw)).join('');
    const candidate = attempt < mostTries ? withTestBank(drawn, bankPlace) : drawn;
    if (candidate !== bban && isValidBBAN(candidate, country)) return candidate;
  }
  return undefined;
}

const drawLike = (character: string, draw: Draw): string =>
  /\d/.test(character)
    ? (digits[draw(digits.length)] as string)
    : (upperLetters[draw(upperLetters.length)] as string);

/** `place` is the first and last character of the bank, counted from 0: `0-3`. */
function withTestBank(bban: string, place = '0-3'): string {
  const [first = 0, last = 3] = place.split('-').map(Number);
  const bank = [...bban.slice(first, last + 1)].map((character, index) =>
    /\d/.test(character) ? '9' : 'TEST'[index % 4],
  );
  return bban.slice(0, first) + bank.join('') + bban.slice(last + 1);
}

function writeIban(form: string, iban: string): string {
  const isLower = form === form.toLowerCase();
  return writeAs(form, isLower ? iban.toLowerCase() : iban, /[a-z0-9]/gi);
}
