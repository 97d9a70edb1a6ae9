import { digitWord } from './digit-word.ts';
import { hasNobody } from './has-nobody.ts';
import { nameWithoutLegalForm } from './legal-form.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { nameWord } from './name-word.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/** Between the words of a name they say nothing of whose it is. */
const connectors = new Set(
  'and of the for und der die das für et de la le les du des y e del di da do van voor en og och i и'.split(
    ' ',
  ),
);

/**
 * Masks a company's name word by word: script, letter case, number of words and punctuation stay, and so do legal forms
 * ("GmbH & Co. KG", "株式会社") and, inside the name, words such as "and" and "of". A word has the same pseudonym in the
 * name of every company and nothing to do with that of a person. A value without any letter, digit or character beyond
 * ASCII ("-") stays.
 */
export const maskCompany: ApplyMask = (raw, context) => {
  if (hasNobody(raw)) return raw;
  const { start, end } = nameWithoutLegalForm(raw);
  const name = raw.slice(start, end);
  return chooseUnlikeRaw(
    raw,
    context,
    (attempt) => raw.slice(0, start) + maskName(name, attempt, context) + raw.slice(end),
  );
};

/** Letters, digits, and what may be a name without being either; ASCII punctuation stays between them. */
const pieces = /([\p{L}\p{M}]{1,1000})|(\p{N}{1,1000})|([^\p{P}\p{Z}\p{Cc}\p{ASCII}]{1,1000})/gu;

function maskName(name: string, attempt: number, context: MaskContext): string {
  return name.replace(pieces, (piece, _letters, digits, _symbols, offset: number) => {
    if (digits) return otherDigits(piece, attempt, context);
    // Another attempt must find something to change.
    const isInside = attempt === 0 && offset > 0 && offset + piece.length < name.length;
    if (isInside && connectors.has(piece.toLowerCase())) return piece;
    return nameWord(piece, context, { kind: 'company', attempt });
  });
}

const otherDigits = digitWord('company-digits');
