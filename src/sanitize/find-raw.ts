import type { KnownValues } from './known-values.ts';
import { findFirstKnownValue, findKnownValues } from './masks/find-known-values.ts';

/** Names the column of a raw value that stands in a text; `undefined` if there is none. */
export type FindRaw = (text: string) => { readonly column: string } | undefined;

/**
 * Looks for raw values in what is about to leave, as the `text` mask does in prose, in time in proportion to the text:
 * whole values, in any spelling that the mask knows. A part of a name alone is none, since what an application says
 * itself has capitals too; and public texts are nobody's.
 */
export function createFindRaw(known: KnownValues): FindRaw {
  const isRaw = (value: string) => !known.isPublic(value);
  return (text) => {
    const first = findFirstKnownValue(text, known);
    if (first === undefined) return undefined;
    const value = isRaw(first)
      ? first
      : findKnownValues(text, known).find((finding) => isRaw(finding.value))?.value;
    if (value === undefined) return undefined;
    return { column: known.columnOf(value) ?? 'a masked column' };
  };
}
