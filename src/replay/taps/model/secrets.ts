import type { IncomingHttpHeaders } from 'node:http';
import { isCredentialName } from './credential-name.ts';

/** Hides the credentials that passed the tap, should a text repeat them. */
export interface SecretMask {
  /** Learns the credentials of a request. */
  learn(headers: IncomingHttpHeaders): void;
  /** The text with `[secret]` for each credential, written plainly or as in a string of JSON. */
  hide(text: string): string;
  /** Whether a credential stands in the text. */
  has(text: string): boolean;
}

/** Anything shorter is no key, but a word such as `test` that stands-in servers take. */
const SHORTEST = 12;
/** Where every request has a key of its own, the oldest are forgotten. */
const MOST = 1000;

/** Knows, from the start, `token` and what this environment calls keys, tokens, secrets or passwords. */
export function createSecretMask(
  environment: Readonly<Record<string, string>>,
  token: string,
): SecretMask {
  const configured = Object.entries(environment).filter(([name]) => isCredentialName(name));
  const known = [token, ...configured.map(([, value]) => value)].filter(isLong);
  const passed = new Set<string>();
  let forms = longestFirst(known);
  function add(secret: string) {
    if (!isLong(secret) || passed.has(secret)) return;
    const [oldest] = passed;
    if (passed.size >= MOST && oldest !== undefined) passed.delete(oldest);
    passed.add(secret);
    forms = longestFirst([...known, ...passed]);
  }
  return {
    learn(headers) {
      for (const [name, value] of Object.entries(headers)) {
        if (!isCredentialName(name)) continue;
        for (const text of [value ?? []].flat())
          for (const secret of credentialsOf(text)) add(secret);
      }
    },
    hide: (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, '[secret]'), text),
    has: (text) => forms.some((form) => text.includes(form)),
  };
}

function isLong(secret: string): boolean {
  return secret.length >= SHORTEST;
}

/** As one may contain another. */
function longestFirst(secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** With and without a scheme as in `Bearer …`; of a cookie, every value. */
function credentialsOf(header: string): string[] {
  return [
    header,
    header.replace(/^\S+\s+/, ''),
    ...header.split(/;\s*/).map((pair) => pair.replace(/^[^=]*=/, '')),
  ];
}
