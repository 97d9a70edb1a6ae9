import type { Mask } from '../../config/mask-schema.ts';
import { withInner } from '../policy/value-masks.ts';

/** The names of the masks that a structure's mask applies inside of it, each once; none for any other mask. */
export function masksInside(mask: Mask): Mask['mask'][] {
  const [, ...inner] = withInner(mask, []);
  return [...new Set(inner.map((found) => found.mask.mask))];
}
