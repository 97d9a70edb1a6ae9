import { BranchProdError } from '../../errors.ts';
import type { MaskContext } from './mask.ts';
import { cutToLength } from './unlike-raw.ts';

/** The error for a value that a mask can't read: `what` names the form, never the value. */
export function unreadable(what: string, mask: string): BranchProdError {
  return new BranchProdError('mask-failed', `a value is ${what}`, {
    nextStep: `Give the column another mask than \`${mask}\`, such as \`scramble\`, \`hash\` or \`null\`.`,
  });
}

/** A masked structure, which can't be cut. Throws `mask-failed` if it has no room in its column. */
export function checkLength(text: string, { maxLength }: MaskContext, what: string): string {
  if (cutToLength(text, maxLength).length === text.length) return text;
  throw new BranchProdError('mask-failed', `masked ${what} has no room in its column`, {
    nextStep: 'Make the column wider in the source, or give it the mask `null`.',
  });
}
