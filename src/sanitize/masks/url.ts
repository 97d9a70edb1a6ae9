import { isIP } from 'node:net';
import { maskEmail } from './email.ts';
import { hashIn } from './hash.ts';
import { maskIp } from './ip.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { createPhoneMask } from './phone.ts';
import { createScramble } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { hostPseudonym } from './url-host.ts';

/** RFC 3986, appendix B: scheme, authority, path, query, fragment. */
const parts =
  /^(?:([a-z][a-z0-9+.-]{0,30}):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** What stands for nobody: the machine itself without anything behind it. */
const nobodys = /^(?:(?:https?|ftp|wss?|file):\/\/)?(?:localhost)?(?::\d{1,5})?\/*$/i;

/**
 * A URL of the same form: scheme, port, the number of labels and path segments, the ending of a file name, and the keys of
 * the query stay; user, password, host, segments, values and fragment get pseudonyms, each the same in every URL. Hosts end
 * in `.example`, which nobody has (RFC 2606), and share the labels at the end that they share in truth; `www`, and
 * `localhost`, stay. An IP address as host is masked as `ip`, what is behind `mailto:` as `email`, behind `tel:` as `phone`. Also for URLs without
 * scheme or host.
 */
export const maskUrl: ApplyMask = (raw, context) => {
  if (nobodys.test(raw) || scramble(raw, context, 0) === raw) return raw;
  const mail = /^mailto:(?=[^?#])/i.exec(raw)?.[0];
  if (mail !== undefined) return maskMailto(raw, mail, context);
  const call = /^(?:tel|sms):(?=.)/i.exec(raw)?.[0];
  if (call !== undefined) return call + maskPhone(raw.slice(call.length), context);
  const found = parts.exec(raw);
  const masked = found && maskParts(found, context, 0);
  // Nothing but a scheme or the keys of a query: whatever they say, it must not stay.
  if (!found || masked === raw) return hashOther(raw, context);
  return chooseUnlikeRaw(raw, context, (attempt) => maskParts(found, context, attempt));
};

const hashOther = hashIn('url');
const maskPhone = createPhoneMask({ country: undefined });

function maskMailto(raw: string, scheme: string, context: MaskContext): string {
  const [address = '', query] = raw.slice(scheme.length).split(/\?(.*)/s);
  const addresses = address.split(',').map((one) => maskEmail(decode(one), context) ?? '');
  const rest = query === undefined ? '' : `?${maskQuery(query, context, 0)}`;
  return scheme + addresses.join(',') + rest;
}

function maskParts(found: RegExpExecArray, context: MaskContext, attempt: number): string {
  const [, scheme, authority, path = '', query, fragment] = found;
  let masked = scheme === undefined ? '' : `${maskScheme(scheme, found, context, attempt)}:`;
  if (authority !== undefined) masked += `//${maskAuthority(authority, context, attempt)}`;
  masked +=
    scheme === undefined && authority === undefined
      ? maskRelative(path, context, attempt)
      : maskPath(path, context, attempt);
  if (query !== undefined) masked += `?${maskQuery(query, context, attempt)}`;
  if (fragment !== undefined) masked += `#${maskPiece(fragment, context, attempt)}`;
  return masked;
}

/** What stands before a colon may be anything, a name too. */
function maskScheme(
  scheme: string,
  [, , authority]: RegExpExecArray,
  context: MaskContext,
  attempt: number,
): string {
  const isScheme = authority !== undefined || opaqueSchemes.has(scheme.toLowerCase());
  return isScheme ? scheme : scramble(scheme, context, attempt);
}

/** Schemes without an authority, of the registry of RFC 7595. */
const opaqueSchemes: ReadonlySet<string> = new Set(
  'about blob callto cid data facetime file geo im jabber javascript magnet mid news sip sips skype urn view-source whatsapp xmpp'.split(
    ' ',
  ),
);

/** Endings of files; another one may be the last part of a name. */
const ending =
  /(?<=.)\.(?:aspx?|avif|bz2|cgi|css|csv|docx?|exe|gif|gz|html?|ico|ics|jpe?g|js|json|jsp|map|md|mjs|mov|mp[34]|odt|ogg|pdf|php|png|pptx?|rar|rss|rtf|svg|tar|tgz|tiff?|tsv|txt|vcf|wav|webm|webp|woff2?|xhtml|xlsx?|xml|ya?ml|zip)$/i;

function maskAuthority(authority: string, context: MaskContext, attempt: number): string {
  const at = authority.lastIndexOf('@');
  const user = authority
    .slice(0, Math.max(0, at))
    .split(':')
    .map((piece) => maskPiece(piece, context, attempt))
    .join(':');
  const [, host = '', port = ''] = /^(.*?)(:\d{0,5})?$/s.exec(authority.slice(at + 1)) ?? [];
  return (at < 0 ? '' : `${user}@`) + maskHost(host, context, attempt) + port;
}

function maskHost(host: string, context: MaskContext, attempt: number): string {
  const literal = /^\[(.*)\]$/.exec(host)?.[1];
  const ip = attempt === 0 ? context : { ...context, firstAttempt: () => attempt };
  if (literal !== undefined && isIP(literal) === 6) return `[${maskIp(literal, ip)}]`;
  return isIP(host) === 4 ? `${maskIp(host, ip)}` : hostPseudonym(host, context, attempt);
}

/** Without a scheme, `www.example.com/a` is a host and a path for whoever wrote it. */
function maskRelative(path: string, context: MaskContext, attempt: number): string {
  const host = /^(?:[\p{L}\p{N}-]{1,63}\.){1,10}\p{L}{2,63}(?::\d{1,5})?(?=\/|$)/u.exec(path)?.[0];
  return host === undefined
    ? maskPath(path, context, attempt)
    : maskAuthority(host, context, attempt) + maskPath(path.slice(host.length), context, attempt);
}

function maskPath(path: string, context: MaskContext, attempt: number): string {
  const segments = path.split('/');
  return segments
    .map((segment, index) => {
      const [kept = ''] = index === segments.length - 1 ? (ending.exec(segment) ?? []) : [];
      const name = segment.slice(0, segment.length - kept.length);
      return maskPiece(name, context, attempt) + kept;
    })
    .join('/');
}

function maskQuery(query: string, context: MaskContext, attempt: number): string {
  return query
    .split(/([&;])/)
    .map((pair, index) => {
      if (index % 2 === 1) return pair;
      const equals = pair.indexOf('=');
      const key = pair.slice(0, Math.max(0, equals));
      const kept = isFieldName(key) ? key : maskPiece(key, context, attempt);
      return (
        kept +
        pair.slice(key.length, equals + 1) +
        maskPiece(pair.slice(equals + 1), context, attempt)
      );
    })
    .join('');
}

/** Whether a key of a query names a field, as a program does, and is not itself a value. */
function isFieldName(key: string): boolean {
  return /^[a-z_][\w.[\]-]{0,40}$/i.test(key) && !/\d{7}/.test(key);
}

const scramble = createScramble('url');

/** Characters written with percent signs are written so again, in which form they may be longer. */
function maskPiece(piece: string, context: MaskContext, attempt: number): string {
  if (!piece.includes('%')) return scramble(piece, context, attempt);
  const isEncoded: boolean[] = [];
  let decoded = '';
  piece.split(/((?:%[0-9a-f]{2})+)/i).forEach((run, index) => {
    const text = index % 2 === 1 ? decode(run) : run;
    const wasEncoded = text !== run;
    for (const _ of text) isEncoded.push(wasEncoded);
    decoded += text;
  });
  return [...scramble(decoded, context, attempt)]
    .map((character, index) =>
      isEncoded[index] ? encodeURIComponent(character.toWellFormed()) : character,
    )
    .join('');
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
