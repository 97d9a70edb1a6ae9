import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { collectKnownValues, type EntityMask } from '../../../src/sanitize/known-values.ts';
import type { MaskContext } from '../../../src/sanitize/masks/mask.ts';

/** A context that knows these values, `person` unless they hold an `@`. */
export function createContext(
  values: readonly (string | { value: string; mask: EntityMask })[] = [],
  { key = 'a key for tests', maxLength }: { key?: string; maxLength?: number } = {},
): MaskContext {
  const known = collectKnownValues(
    values.map((value) =>
      typeof value === 'string'
        ? { value, mask: value.includes('@') ? ('email' as const) : ('person' as const) }
        : value,
    ),
  );
  return { hash: createKeyedHash(new Secret(key)), known, maxLength };
}
