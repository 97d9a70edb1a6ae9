import { BranchProdError } from '../../errors.ts';
import { findKnownValues } from './find-known-values.ts';
import type { MaskContext } from './mask.ts';

/**
 * The first candidate, cut to the column's length, that is not the raw value and holds no known one. Throws
 * `mask-failed` after 32, so that it ends even where every pseudonym is some raw value.
 */
export function chooseUnlikeRaw(
  raw: string,
  { known, maxLength }: MaskContext,
  candidate: (attempt: number) => string,
): string {
  for (let attempt = 0; attempt < 32; attempt += 1) {
    const pseudonym = cutToLength(candidate(attempt), maxLength);
    if (pseudonym !== raw && findKnownValues(pseudonym, known).length === 0) return pseudonym;
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
