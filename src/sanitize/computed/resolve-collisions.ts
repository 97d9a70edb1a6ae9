import { BranchProdError } from '../../errors.ts';
import type { KeyedHash } from '../keyed-hash.ts';

/** More would only be needed where nearly every pseudonym that the mask has is somebody's. */
const MOST_ATTEMPTS = 1_000;

export interface Collisions {
  /** Every raw value whose pseudonym another raw value of the column has too. */
  readonly colliding: readonly string[];
  /** The forms that must differ of a raw value's candidate: one for each length that a column takes. */
  readonly forms: (raw: string, attempt: number) => readonly string[];
  /** Whether a form is some raw value's first candidate. */
  readonly isTaken: (form: string) => boolean;
  readonly hash: KeyedHash;
}

/**
 * The attempts of colliding values: of each set with one pseudonym, the first by keyed hash keeps it, and the others
 * get the next of their candidates that nobody has. The order in which values come does not matter. Throws
 * `mask-failed` when there is no free one.
 */
export function resolveCollisions({
  colliding,
  forms,
  isTaken,
  hash,
}: Collisions): Map<string, number> {
  const order = colliding
    .map((raw) => ({ raw, rank: hash('unique-order', raw).toString('hex') }))
    .sort((a, b) => Number(a.rank > b.rank) - Number(a.rank < b.rank));
  const given = new Set<string>();
  const attempts = new Map<string, number>();
  const late: string[] = [];
  for (const { raw } of order) {
    const first = forms(raw, 0);
    if (first.some((form) => given.has(form))) {
      late.push(raw);
      continue;
    }
    for (const form of first) given.add(form);
    attempts.set(raw, 0);
  }
  for (const raw of late) {
    const attempt = findFree(raw, (form) => given.has(form) || isTaken(form), forms);
    for (const form of forms(raw, attempt)) given.add(form);
    attempts.set(raw, attempt);
  }
  return attempts;
}

function findFree(
  raw: string,
  isUsed: (form: string) => boolean,
  forms: Collisions['forms'],
): number {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (!forms(raw, attempt).some(isUsed)) return attempt;
  }
  throw new BranchProdError('mask-failed', 'the mask has too few pseudonyms', {
    nextStep: 'Give the column the mask `hash`.',
  });
}
