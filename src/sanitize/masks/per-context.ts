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

/** The same mask, remembering the latest pseudonyms: columns and prose repeat their values. */
export function remember(applyMask: ApplyMask): ApplyMask {
  const pseudonyms = perContext(() => new Map<string, string | null>());
  return (raw, context) => {
    const remembered = pseudonyms(context);
    let pseudonym = remembered.get(raw);
    if (pseudonym === undefined) {
      pseudonym = applyMask(raw, context);
      if (remembered.size >= 100_000) remembered.clear();
      remembered.set(raw, pseudonym);
    }
    return pseudonym;
  };
}
