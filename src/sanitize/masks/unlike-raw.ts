import { BranchProdError } from '../../errors.ts';
import { holdsKnownValue } from './holds-known-value.ts';
import type { MaskContext } from './mask.ts';

/**
 * The first candidate, cut to the column's length, that is not the raw value and holds no known one. Throws
 * `mask-failed` after 32, so that it ends even where every pseudonym is some raw value.
 *
 * @param searchable what of a candidate is searched for known values: all, unless digits in it can't be one.
 */
export function chooseUnlikeRaw(
  raw: string,
  { known, maxLength, firstAttempt }: MaskContext,
  candidate: (attempt: number) => string,
  searchable: (pseudonym: string) => string = (pseudonym) => pseudonym,
): string {
  const first = firstAttempt?.(raw) ?? 0;
  for (let attempt = first; attempt < first + 32; attempt += 1) {
    const pseudonym = cutToLength(candidate(attempt), maxLength);
    if (pseudonym !== raw && !holdsKnownValue(searchable(pseudonym), known)) {
      return pseudonym;
    }
  }
  throw new BranchProdError('mask-failed', 'every pseudonym for a value is itself a raw value', {
    nextStep: 'Give the column the mask `hash` or `null`.',
  });
}

/** Cuts between characters, never inside a surrogate pair. `maxLength` counts code points. */
export function cutToLength(text: string, maxLength: number | undefined): string {
  if (maxLength === undefined || text.length <= maxLength) return text;
  let end = 0;
  for (let count = 0; count < maxLength && end < text.length; count += 1) {
    end += (text.codePointAt(end) as number) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}
