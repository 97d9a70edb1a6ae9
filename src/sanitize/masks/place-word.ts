import { faker as de } from '@faker-js/faker/locale/de';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as gb } from '@faker-js/faker/locale/en_GB';
import { faker as nl } from '@faker-js/faker/locale/nl';
import { faker as sv } from '@faker-js/faker/locale/sv';
import { foldForSearch } from './fold.ts';
import { keyedDraws } from './keyed-draws.ts';
import { inCaseOf } from './letter-case.ts';
import type { MaskContext } from './mask.ts';
import { blendName } from './name-blend.ts';
import { scriptOf } from './name-script.ts';
import { foldWord } from './words.ts';

/** How places of a country end; where it is not known, as in English. */
const endings: Record<string, readonly string[]> = {
  AT: endingsOf(de),
  DE: endingsOf(de),
  GB: endingsOf(gb),
  NL: endingsOf(nl),
  SE: endingsOf(sv),
};
const neutral = endingsOf(en);

function endingsOf({ rawDefinitions }: typeof en): string[] {
  const { city_suffix: suffixes } = rawDefinitions.location ?? {};
  return Array.isArray(suffixes) ? suffixes.filter((suffix) => /^[a-z]{3,7}$/.test(suffix)) : [];
}

export interface PlaceOptions {
  country: string | undefined;
  attempt: number;
}

/**
 * The pseudonym of one word in the name of a place: an invented name with an ending that places have ("Masonville"), in
 * the script and letter case of the word. The same word gets the same one in a city, an address and a street.
 */
export function placeWord(
  word: string,
  context: MaskContext,
  { country, attempt }: PlaceOptions,
): string {
  const folded = foldWord(word);
  const script = scriptOf(folded);
  const key = foldForSearch(folded);
  const draw = keyedDraws(context.hash, 'place', `${attempt}\0${key}`);
  const signs = [...key.slice(0, 16)].length;
  // A blend of the word itself is as unlikely as it is unwelcome.
  let name = '';
  do {
    // The ending takes the place of the middle.
    const stem = blendName(script, signs, script === 'Latin' ? -1 : 0, draw);
    const list = (country && endings[country]) || neutral;
    name = script === 'Latin' ? stem + (list[draw(list.length)] as string) : stem;
  } while (foldForSearch(name) === key && signs > 1);
  return inCaseOf(word, name);
}
