import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { nameWord } from './name-word.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { foldWord } from './words.ts';

/**
 * The pseudonym of an address: `derek.hale.3f9a2c41d0be@corwin-8e21aa.example`. Addresses that differ only in
 * letter case share it, addresses of one domain share the domain, and `.example` can never receive mail
 * (RFC 2606). The digits alone make it unique; what has no room in the column is left out before them.
 */
export function addressPseudonym(address: string, context: MaskContext): string {
  const folded = foldWord(address);
  const domain = folded.slice(folded.lastIndexOf('@') + 1);
  return chooseUnlikeRaw(address, context, (attempt) => {
    const key = `${attempt}\0${folded}`;
    const id = context.hash('email', key).toString('hex', 0, 6);
    const host = domainPseudonym(`${attempt}\0${domain}`, context);
    const name = [0, 1].map((part) => namePart(`${part}\0${key}`, context)).join('.');
    const whole = `${name}.${id}@${host}`;
    return whole.length <= (context.maxLength ?? Number.POSITIVE_INFINITY)
      ? whole
      : `${id}@${host}`;
  });
}

function domainPseudonym(domain: string, context: MaskContext): string {
  const id = context.hash('email-domain', domain).toString('hex', 0, 3);
  return `${namePart(`domain\0${domain}`, context)}-${id}.example`;
}

/** A name that no person has: {@link nameWord} of a word that nobody is called. */
function namePart(key: string, context: MaskContext): string {
  const unheardOf = keyedDraws(context.hash, 'email-name', key)(0xffff_ffff);
  return nameWord(`x${unheardOf}`, context);
}
