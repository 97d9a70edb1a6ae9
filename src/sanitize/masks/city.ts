import { hasNobody } from './has-nobody.ts';
import type { ApplyMask } from './mask.ts';
import { maskPlaceWords } from './place-words.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Masks the name of a place word by word: script, letter case, number of words and punctuation stay, and so do words
 * such as "upon" between others. Invented names, so that none is a raw one; they end as places of `country` do. A city
 * agrees with the same city in an address. A value of punctuation alone ("-") stays.
 */
export const createCityMask =
  ({ country }: { country?: string | undefined }): ApplyMask =>
  (raw, context) => {
    if (hasNobody(raw)) return raw;
    return chooseUnlikeRaw(raw, context, (attempt) =>
      maskPlaceWords(raw, context, { country, attempt }),
    );
  };
