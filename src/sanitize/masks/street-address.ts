import { areaSigns, keptEnding } from './address-words.ts';
import { isCountryName } from './country-names.ts';
import { hasNobody } from './has-nobody.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import type { PlaceOptions } from './place-word.ts';
import { maskPlaceWords } from './place-words.ts';
import { postcodePseudonym } from './postcode.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Masks an address in its form: lines, order, punctuation, letter case, scripts, and the words that say what kind of
 * street or door it is ("Street", "Rue", "-straße", "Apt", "PO Box") stay, and so does the name of a country. Names of
 * streets and cities become invented ones, the same as `city` gives; a postcode becomes the one that `postcode` gives;
 * other numbers become others of the same length. A value of punctuation alone stays.
 */
export const createAddressMask =
  ({ country }: { country?: string | undefined }): ApplyMask =>
  (raw, context) => {
    if (hasNobody(raw)) return raw;
    return chooseUnlikeRaw(raw, context, (attempt) =>
      maskLines(raw, context, { country, attempt }),
    );
  };

function maskLines(raw: string, context: MaskContext, options: PlaceOptions): string {
  return raw.replace(/[^\n,;]+/g, (part) =>
    part.length < raw.length && isCountryName(part.trim())
      ? part
      : maskPart(part, context, options),
  );
}

/** Postcodes of letters and digits (UK, Canada, the Netherlands, Ireland), then those of four digits and more. */
const postcodes =
  /(?<![\p{L}\p{N}])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|\d{4} ?[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|\d{5}-\d{3,4}|\d{3}-\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4,7})(?![\p{L}\p{N}])/gu;

function maskPart(part: string, context: MaskContext, options: PlaceOptions): string {
  let masked = '';
  let position = 0;
  for (const { index, 0: code } of part.matchAll(postcodes)) {
    masked += maskStreet(part.slice(position, index), context, options);
    masked += postcodePseudonym(code, context, options.country, options.attempt);
    position = index + code.length;
  }
  return masked + maskStreet(part.slice(position), context, options);
}

function maskStreet(text: string, context: MaskContext, options: PlaceOptions): string {
  // Another attempt must find something to change.
  if (options.attempt > 0) return maskPlaceWords(text, context, options);
  return text
    .split(areaSigns)
    .map((piece, index) =>
      index % 2 === 1 ? piece : maskPlaceWords(piece, context, options, keptEnding),
    )
    .join('');
}
