import { digits, upperLetters } from './character-pools.ts';
import { type Draw, keyedDraws } from './keyed-draws.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { findDate, writeDate } from './national-id-date.ts';
import { findIdRule, type IdRule } from './national-id-rules.ts';
import { scrambleIn } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeAs } from './write-as.ts';

/**
 * Another number in the same form that the same rule takes: check digits, a date of birth inside, known regions. The rule
 * is one of `country`'s (`stdnum`: some 70 countries' numbers of people, then of taxpayers); without a country, the
 * strictest of all that take the number, which is slow: name the country. What no rule takes is scrambled.
 */
export function createNationalIdMask({ country }: { country?: string | undefined }): ApplyMask {
  return (raw, context) => {
    const rule = findIdRule(raw, country);
    const masked = rule && maskByRule(raw, rule, context);
    return masked ?? scrambleOther(raw, context);
  };
}

const scrambleOther = scrambleIn('national-id');

/** Enough for what one in 1000 numbers fulfils; where still none does, more of the raw number's places stay. */
const mostTries = 4000;

function maskByRule(raw: string, rule: IdRule, context: MaskContext): string | undefined {
  const number = raw.replace(/[^a-z0-9]/gi, '').toUpperCase();
  const date = findDate(number);
  let isFound = true;
  const masked = chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'national-id', `${attempt}\0${number}`);
    for (let tries = 0; tries < mostTries; tries += 1) {
      // Places that stay are the last resort, and never more than one in two on average.
      const kept = tries < mostTries / 2 ? 0 : 2;
      const drawn = drawLike(number, kept, draw);
      const candidate = tries % 4 === 0 || !date ? drawn : writeDate(drawn, date, draw);
      const written = writeNumber(raw, candidate);
      if (candidate !== number && rule(written)) return written;
    }
    isFound = false;
    return '';
  });
  return isFound ? masked : undefined;
}

/** Draws digits for digits and letters for letters; of `kept` places, one stays. */
function drawLike(number: string, kept: number, draw: Draw): string {
  let drawn = '';
  for (const character of number) {
    const pool = /\d/.test(character) ? digits : upperLetters;
    drawn += kept > 0 && draw(kept) === 0 ? character : pool[draw(pool.length)];
  }
  return drawn;
}

function writeNumber(form: string, number: string): string {
  const isLower = form === form.toLowerCase() && form !== form.toUpperCase();
  return writeAs(form, isLower ? number.toLowerCase() : number, /[a-z0-9]/gi);
}
