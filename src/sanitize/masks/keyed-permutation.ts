import type { KeyedHash } from '../keyed-hash.ts';
import { keyedDraws } from './keyed-draws.ts';

/**
 * For each index of a list another one, so that no two meet and none stays (Sattolo's algorithm: one cycle through
 * all of them). A list of one has no other index and gives `[0]`.
 */
export function keyedPermutation(hash: KeyedHash, domain: string, length: number): Uint32Array {
  const permutation = Uint32Array.from({ length }, (_, index) => index);
  const draw = keyedDraws(hash, `permutation-${domain}`, String(length));
  for (let last = length - 1; last > 0; last -= 1) {
    const other = draw(last);
    const moved = permutation[last] as number;
    permutation[last] = permutation[other] as number;
    permutation[other] = moved;
  }
  return permutation;
}
