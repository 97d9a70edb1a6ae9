import { createLatestValues } from '../latest-values.ts';
import type { ApplyMask, MaskContext } from './mask.ts';

/** Makes something once for each context; it is let go with the context. */
export function perContext<Value>(make: (context: MaskContext) => Value) {
  const made = new WeakMap<MaskContext, Value>();
  return (context: MaskContext): Value => {
    let value = made.get(context);
    if (value === undefined) {
      value = make(context);
      made.set(context, value);
    }
    return value;
  };
}

/** In UTF-16 code units. */
const LONGEST_REMEMBERED = 128;
/** Values that repeat within a column come up early; many more cost more memory and time than they save. */
const MOST_REMEMBERED = 10_000;

/** The same mask, remembering the latest pseudonyms: columns and prose repeat their values. */
export function remember(applyMask: ApplyMask): ApplyMask {
  const pseudonyms = perContext(() => createLatestValues<string | null>(MOST_REMEMBERED));
  return (raw, context, by) => {
    // Long values seldom come twice, and would fill the memory.
    if (raw.length > LONGEST_REMEMBERED) return applyMask(raw, context, by);
    const remembered = pseudonyms(context);
    const key = by === undefined || by === null ? raw : `${by}\0${raw}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const pseudonym = applyMask(raw, context, by);
    remembered.set(key, pseudonym);
    return pseudonym;
  };
}
