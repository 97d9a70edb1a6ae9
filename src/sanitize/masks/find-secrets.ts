import { findSpans } from './find-spans.ts';
import type { Span } from './words.ts';

/** Keys and tokens: those with a well-known prefix, private keys, and what stands behind a name that says so. */
export function findSecrets(text: string): Span[] {
  return [
    ...findSpans(text, tokens, { notAfter: /[A-Za-z0-9_-]$/ }),
    ...(text.includes('-----BEGIN') ? findPrivateKeys(text) : []),
    ...findSpans(text, authorizations),
    ...findSpans(text, assignments, { isOne: looksRandom }),
  ];
}

/** `user:password` of a URL as one secret: alone, either may be a word of any prose. */
export function findUrlCredentials(text: string): Span[] {
  return text.includes('://') ? findSpans(text, credentials) : [];
}

const credentials = /:\/\/([^\s/@:]{0,256}:[^\s/@]{1,256})(?=@)/g;

/**
 * Tokens that their makers gave a prefix, and JSON Web Tokens. What stands before is bounded, so no run of
 * characters is read from more than one start.
 */
const tokens = new RegExp(
  `\\b(?:${[
    // OpenAI, Anthropic and others that took the form; a digit, or it may be words with hyphens.
    'sk-(?=[A-Za-z_-]{0,200}\\d)[A-Za-z0-9_-]{16,400}',
    '(?:[rs]k|pk)_(?:live|test)_[A-Za-z0-9]{10,400}|whsec_[A-Za-z0-9+/=]{16,200}', // Stripe
    'gh[opsru]_[A-Za-z0-9]{20,400}|github_pat_[A-Za-z0-9_]{20,400}',
    'gl(?:pat|dt|ptt|rt|soat|cbt|ft|imt|agent)-[A-Za-z0-9_-]{16,400}', // GitLab
    'xox[abeoprs]-[A-Za-z0-9-]{10,400}|xapp-\\d-[A-Za-z0-9-]{10,400}', // Slack
    'A(?:KI|SI|RO|ID)A[A-Z2-7]{16}(?![A-Za-z0-9])', // AWS
    'AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,400}|GOCSPX-[A-Za-z0-9_-]{20,64}', // Google
    'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}', // SendGrid
    'key-[0-9a-f]{32}', // Mailgun
    'npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,400}|rubygems_[0-9a-f]{48}|dckr_pat_[A-Za-z0-9_-]{20,64}',
    'hf_[A-Za-z0-9]{30,64}|r8_[A-Za-z0-9]{30,64}|gsk_[A-Za-z0-9]{40,64}', // models' hosts
    'do[opr]_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}|hv[sbr]\\.[A-Za-z0-9_-]{20,400}', // DigitalOcean, Databricks, Vault
    'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|sq0(?:atp|csp)-[A-Za-z0-9_-]{22,64}|EAAA[A-Za-z0-9_-]{60}',
    'lin_api_[A-Za-z0-9]{32,64}|secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,64}|PMAK-[0-9a-f-]{50,64}',
    'glsa_[A-Za-z0-9_]{32,64}|sntry[su]_[A-Za-z0-9+/=_-]{32,400}|phc_[A-Za-z0-9]{32,64}|NRAK-[A-Z0-9]{27}',
    'AGE-SECRET-KEY-1[0-9A-Z]{50,64}|vercel_[A-Za-z0-9]{20,64}|pscale_(?:tkn|pw|oauth)_[\\w.-]{32,64}',
    'eyJ[A-Za-z0-9_-]{5,4000}\\.[A-Za-z0-9_-]{5,8000}\\.[A-Za-z0-9_-]{0,4000}',
  ].join('|')})`,
  'g',
);

/** The key itself; who reads the text still sees that there was one. */
function findPrivateKeys(text: string): Span[] {
  const keys: Span[] = [];
  let closing = text.indexOf('-----END');
  for (const { index, 0: head } of text.matchAll(privateKeyHeads)) {
    const start = index + head.length;
    if (closing !== -1 && closing < start) closing = text.indexOf('-----END', start);
    // A key without an end goes as far as its lines look like one.
    const end = closing === -1 ? start + keyLines(text.slice(start, start + 20_000)) : closing;
    const key = text.slice(start, end).trimEnd();
    if (key !== '') keys.push({ start, end: start + key.length });
  }
  return keys;
}

const privateKeyHeads = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----\s{0,8}/g;
const keyLines = (text: string) => /^[A-Za-z0-9+/=\s>]*/.exec(text)?.[0].length ?? 0;

const authorizations =
  /(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|apikey)\s{1,3})([A-Za-z0-9._~+/=-]{12,4000})/gi;

/** What a program or a letter gives the name of a secret. */
const assignments =
  /(?:bearer |(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private|secret|auth)[_-]?key)["']?\s{0,3}(?:=>|[:=])\s{0,3}["']?)([A-Za-z0-9._~+/=!@#$%^&*-]{8,400})/gi;

/** Letters and digits mixed, and many different ones: no word of a language and no name in a program. */
function looksRandom(value: string): boolean {
  const isHex = /^[0-9a-f]{16,}$/i.test(value) && /\d/.test(value);
  const isMixed =
    /[A-Za-z]/.test(value) && /\d/.test(value) && !/^[a-z]+[._-]?\d{1,2}$/i.test(value);
  return (isHex || isMixed) && new Set(value).size >= 6;
}
