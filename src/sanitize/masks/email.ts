import { findAddresses } from './find-addresses.ts';
import { addressPseudonym } from './mail-address.ts';
import type { ApplyMask } from './mask.ts';
import { maskPerson } from './person.ts';

/**
 * Masks an address, or each address in `Ada Lovelace <ada@example.com>` and `mailto:ada@example.com`, where the
 * rest is masked as a name. A value without an address gets a pseudonymous address as a whole.
 */
export const maskEmail: ApplyMask = (raw, context) => {
  const addresses = findAddresses(raw);
  const [first] = addresses;
  const isOne = first && first.start === 0 && first.end === raw.length;
  return addresses.length === 0 || isOne
    ? addressPseudonym(raw, context)
    : maskPerson(raw, context);
};
