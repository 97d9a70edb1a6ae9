import { type Draw, keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { blendName } from './name-blend.ts';
import { namePool } from './name-pool.ts';
import { ownCopy } from './own-copy.ts';
import { perContext } from './per-context.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { foldWord } from './words.ts';

/**
 * The pseudonym of an address: of `ada.lovelace+news@mail.example.com` for instance
 * `derek.hale1k9d0s8f2m1ab+corwin…@osborn-….abbott-….example`. Parts and separators of the local part and the number
 * of the domain's labels stay. Addresses that differ only in letter case share it, addresses of one domain share the
 * domain, domains of one parent the parent, and `.example` can never receive mail (RFC 2606).
 *
 * 67 keyed bits keep local parts apart, 51 domains. Where the column is too short, the names are left out first, then
 * labels of the domain, then digits; under 11 characters, where no such address fits, only digits are left.
 */
export function addressPseudonym(address: string, context: MaskContext): string {
  const folded = foldWord(address);
  const at = folded.lastIndexOf('@');
  const local = folded.slice(0, Math.max(at, 0));
  const domain = folded.slice(at + 1);
  let id = '';
  const candidate = (attempt: number) => {
    const draw = keyedDraws(context.hash, 'email', `${attempt}\0${folded}`);
    id = letterAndDigits(draw, 13);
    const host = domainPseudonym(at === -1 ? '' : domain, context);
    const whole = `${localPseudonym(local, id, draw, context)}@${host}`;
    return shorten(whole, id, host, context.maxLength ?? Number.POSITIVE_INFINITY);
  };
  // Nobody's value has these digits; without them, the words repeat and are found out about once.
  return chooseUnlikeRaw(address, context, candidate, (pseudonym) => pseudonym.replace(id, ''));
}

function shorten(whole: string, id: string, host: string, maxLength: number): string {
  if (whole.length <= maxLength) return whole;
  const alone = `${id}@${host}`;
  if (alone.length <= maxLength) return alone;
  const short = `${id}@x${host.slice(0, -'.example'.length).slice(-10)}.example`;
  if (short.length <= maxLength) return short;
  const room = maxLength - '@x.example'.length;
  return room > 0 ? `${id.slice(0, room)}@x.example` : id;
}

/** Parts become names; the last one before a `+` carries the digits, and each one behind it some. */
function localPseudonym(local: string, id: string, draw: Draw, context: MaskContext): string {
  const [, mailbox = '', tag = ''] = /^([^+]*)(.*)$/su.exec(local.slice(0, 320)) ?? [];
  const separators = mailbox.match(/[._-]+/g) ?? [];
  const names = separators.map((separator) => anyName(draw, context) + separator).join('');
  const last = anyName(draw, context);
  const tags = tag.replace(/[^+._-]+/g, () => anyName(draw, context) + letterAndDigits(draw, 4));
  const pseudonym = `${names}${last}${id}${tags}`;
  // The most that RFC 5321 allows before the @.
  return pseudonym.length <= 64 ? pseudonym : `${last}${id}`;
}

const domains = perContext(() => new Map<string, string>());

function domainPseudonym(domain: string, context: MaskContext): string {
  const remembered = domains(context);
  let host = remembered.get(domain);
  if (host === undefined) {
    const labels = domain.split('.').slice(-8);
    const parents = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
    const own = labels.length === 1 ? [domain] : [domain, ...parents.slice(1)];
    host = [...own.map((parent) => label(parent, context)), 'example'].join('.');
    if (remembered.size >= 200_000) remembered.clear();
    remembered.set(ownCopy(domain), host);
  }
  return host;
}

function label(domain: string, context: MaskContext): string {
  const draw = keyedDraws(context.hash, 'email-domain', domain);
  return `${anyName(draw, context)}-${letterAndDigits(draw, 10)}`;
}

/** A name that no person has. */
function anyName(draw: Draw, context: MaskContext): string {
  const { first } = namePool('Latin');
  const isRaw = rawNames(context);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const index = draw(first.length);
    const name = first[index] as string;
    isRaw[index] ??= context.known.isRawToken(name);
    if (!isRaw[index]) return name;
  }
  for (let attempt = 2; attempt < 64; attempt += 1) {
    const name = blendName('Latin', 0, attempt >> 3, draw);
    if (!context.known.isRawToken(name)) return name;
  }
  return 'x';
}

/** Which names of the pool are somebody's, as far as they were asked about. */
const rawNames = perContext((): boolean[] => []);

/** Letters and digits; one draw gives up to six, since 36^6 fits into its 32 bits. */
function letterAndDigits(draw: Draw, length: number): string {
  let text = '';
  for (let left = length; left > 0; left -= 6) {
    const some = Math.min(left, 6);
    text += draw(36 ** some)
      .toString(36)
      .padStart(some, '0');
  }
  return text;
}
