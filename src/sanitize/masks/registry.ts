import type { Mask, ValueMask } from '../../config/mask-schema.ts';
import { createArrayMask } from './array.ts';
import { createBirthdateMask } from './birthdate.ts';
import { maskCard } from './card.ts';
import { createCityMask } from './city.ts';
import { maskCompany } from './company.ts';
import { createDateMask } from './date.ts';
import { maskEmail } from './email.ts';
import { maskFirstName } from './first-name.ts';
import { createGeoMask } from './geo.ts';
import { maskHash } from './hash.ts';
import { createHstoreMask } from './hstore.ts';
import { maskIban } from './iban.ts';
import { maskIp } from './ip.ts';
import { createJsonMask } from './json.ts';
import { maskLastName } from './last-name.ts';
import { maskMac } from './mac.ts';
import type { ApplyMask } from './mask.ts';
import { createNationalIdMask } from './national-id.ts';
import { createNoiseMask } from './noise.ts';
import { createNumberMask } from './number.ts';
import { remember } from './per-context.ts';
import { maskPerson } from './person.ts';
import { createPhoneMask } from './phone.ts';
import { createPostcodeMask } from './postcode.ts';
import { maskScramble } from './scramble.ts';
import { maskSecret } from './secret.ts';
import { createAddressMask } from './street-address.ts';
import { createTextMask } from './text.ts';
import { maskUrl } from './url.ts';
import { maskUuid } from './uuid.ts';
import { createXmlMask } from './xml.ts';

/** Masks that no function of a value can do: the database or another program computes them. */
export type ComputedMask = Extract<
  Mask,
  { mask: 'sql' | 'derive' | 'trigger' | 'command' | 'reembed' }
>;

/**
 * The function of a mask in the policy: the one place that chooses. Make it once for a column, since it remembers
 * pseudonyms for as long as it and the context are in use.
 *
 * @param choose what is done with a value inside a structure: `createValueMask`, unless somebody only looks at them
 */
export function createMask(
  mask: Exclude<Mask, ComputedMask>,
  choose: (inner: ValueMask) => ApplyMask = createValueMask,
): ApplyMask {
  const each = (masks: Record<string, ValueMask>) =>
    new Map(Object.entries(masks).map(([at, inner]) => [at, choose(inner)]));
  switch (mask.mask) {
    case 'json':
      return createJsonMask(each(mask.paths));
    case 'xml':
      return createXmlMask(each(mask.paths));
    case 'hstore':
      return createHstoreMask(each(mask.keys));
    case 'array':
      return createArrayMask(choose(mask.each));
    case 'noise':
      return createNoiseMask(mask);
    default:
      return createValueMask(mask);
  }
}

function createValueMask(mask: ValueMask): ApplyMask {
  const applyMask = chooseValueMask(mask);
  if (['null', 'keep', 'text', 'constant'].includes(mask.mask)) return applyMask;
  return remember((raw, context, by) => (raw === '' ? '' : applyMask(raw, context, by)));
}

function chooseValueMask(mask: ValueMask): ApplyMask {
  switch (mask.mask) {
    case 'address':
      return createAddressMask(mask);
    case 'birthdate':
      return createBirthdateMask(mask);
    case 'city':
      return createCityMask(mask);
    case 'constant':
      return () => mask.value;
    case 'date':
      return createDateMask(mask);
    case 'geo':
      return createGeoMask(mask);
    case 'national_id':
      return createNationalIdMask(mask);
    case 'null':
      return () => null;
    case 'number':
      return createNumberMask(mask);
    case 'phone':
      return createPhoneMask(mask);
    case 'postcode':
      return createPostcodeMask(mask);
    case 'text':
      return createTextMask(createValueMask);
    case 'keep':
      return (raw) => raw;
    default:
      return masks[mask.mask];
  }
}

const masks = {
  card: maskCard,
  company: maskCompany,
  email: maskEmail,
  first_name: maskFirstName,
  hash: maskHash,
  iban: maskIban,
  ip: maskIp,
  last_name: maskLastName,
  mac: maskMac,
  person: maskPerson,
  scramble: maskScramble,
  secret: maskSecret,
  url: maskUrl,
  uuid: maskUuid,
};
