import type { Mask, SimpleMask } from '../../config/mask-schema.ts';
import { maskEmail } from './email.ts';
import { maskHash } from './hash.ts';
import { maskIp } from './ip.ts';
import { createJsonMask } from './json.ts';
import type { ApplyMask } from './mask.ts';
import { remember } from './per-context.ts';
import { maskPerson } from './person.ts';
import { maskPhone } from './phone.ts';
import { maskSecret } from './secret.ts';
import { createTextMask } from './text.ts';

/**
 * The function of a mask in the policy: the one place that chooses. Make it once for a column, since it remembers
 * pseudonyms for as long as it and the context are in use.
 */
export function createMask(mask: Mask): ApplyMask {
  if (mask.mask === 'json') {
    const paths = Object.entries(mask.paths);
    return createJsonMask(new Map(paths.map(([path, at]) => [path, createSimpleMask(at)])));
  }
  if (mask.mask !== 'text') return createSimpleMask(mask);
  return createTextMask({
    email: createSimpleMask({ mask: 'email' }),
    person: createSimpleMask({ mask: 'person' }),
    phone: createSimpleMask({ mask: 'phone' }),
    secret: createSimpleMask({ mask: 'secret' }),
    ip: createSimpleMask({ mask: 'ip' }),
    hash: createSimpleMask({ mask: 'hash' }),
  });
}

const masks: Record<SimpleMask['mask'], ApplyMask> = {
  email: maskEmail,
  person: maskPerson,
  phone: maskPhone,
  secret: maskSecret,
  ip: maskIp,
  hash: maskHash,
  null: () => null,
  keep: (raw) => raw,
};

function createSimpleMask({ mask }: SimpleMask): ApplyMask {
  const applyMask = masks[mask];
  if (mask === 'null' || mask === 'keep') return applyMask;
  return remember((raw, context) => (raw === '' ? '' : applyMask(raw, context)));
}
