import type { Mask } from '../../config/mask-schema.ts';
import { findPatterns } from '../masks/find-patterns.ts';

/**
 * What of a raw value may not be found again: of prose what patterns found, of anything else all of it. What is long
 * and masked as a whole may be a document, so that the addresses and numbers in it count as well.
 */
export function personalParts(mask: Mask['mask'], raw: string, masked: string | null): string[] {
  if (mask === 'text') return raw === masked ? [] : patternsIn(raw);
  if (raw.length > LONGEST_NAME && DOCUMENTS.has(mask)) return [raw, ...patternsIn(raw)];
  return [raw];
}

/** Characters of what is looked for as a whole alone. */
const LONGEST_NAME = 60;
const DOCUMENTS: ReadonlySet<string> = new Set([
  'null',
  'constant',
  'sql',
  'command',
  'derive',
  'trigger',
  'hash',
  'scramble',
]);

function patternsIn(text: string): string[] {
  return findPatterns(text).map(({ value }) => value);
}
