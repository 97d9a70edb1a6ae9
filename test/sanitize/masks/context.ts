import { maskSchema } from '../../../src/config/mask-schema.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { createKnownValues, type EntityMask } from '../../../src/sanitize/known-values.ts';
import type { MaskContext } from '../../../src/sanitize/masks/mask.ts';

export interface TestValue {
  value: string;
  /** A bare name is the mask with its usual options, as in the config. */
  mask: EntityMask | EntityMask['mask'];
}

/** A context that knows these values, `person` unless they hold an `@`. */
export function createContext(
  values: readonly (string | TestValue)[] = [],
  { key = 'a key for tests', maxLength }: { key?: string; maxLength?: number } = {},
): MaskContext {
  const hash = createKeyedHash(new Secret(key));
  const known = createKnownValues(hash);
  for (const given of values) {
    const { value, mask } =
      typeof given === 'string'
        ? { value: given, mask: given.includes('@') ? 'email' : 'person' }
        : given;
    known.add(value, maskSchema.parse(mask) as EntityMask, 'people.name');
  }
  return { hash, known, maxLength };
}
