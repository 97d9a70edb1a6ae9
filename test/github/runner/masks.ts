/** Replaces secrets in what a job writes, as the runner's SecretMasker does. */
export interface Masks {
  /** Adds a secret, its lines, and the forms in which programs print it. Empty ones are ignored. */
  add(secret: string): void;
  /** The text with every secret as `***`; secrets that overlap or touch become one `***`. */
  apply(text: string): string;
}

const forms: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  ...[0, 1, 2].map((shift) => (secret: string) => toBase64(secret, shift)),
  (secret) => secret.replaceAll('"', '\\"'),
  (secret) => secret.replaceAll("'", "''"),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => encodeURIComponent(secret),
  (secret) => toXml(secret),
  (secret) => (secret.length > 8 && /^".*"$/s.test(secret) ? secret.slice(1, -1) : ''),
];

/**
 * The runner's masker without its two encoders for PowerShell's errors:
 * https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/SecretMasker.cs
 */
export function createMasks(): Masks {
  const secrets = new Set<string>();
  return {
    add(secret) {
      const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
      for (const value of [secret, ...lines].filter((part) => part !== '')) {
        for (const form of forms) secrets.add(form(value));
      }
      secrets.delete('');
    },
    apply(text) {
      const hidden = new Uint8Array(text.length + 1);
      for (const secret of secrets) {
        for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
          hidden.fill(1, at, at + secret.length);
        }
      }
      let result = '';
      for (let at = 0; at < text.length; at += 1) {
        if (hidden[at] === 0) result += text[at];
        else if (hidden[at - 1] !== 1) result += '***';
      }
      return result;
    },
  };
}

/** Base64 of a secret inside a longer text, such as `user:secret`, depends on where it begins. */
function toBase64(secret: string, shift: number): string {
  const bytes = Buffer.from(secret, 'utf8');
  return (bytes.length > shift ? bytes.subarray(shift) : bytes).toString('base64');
}

function toXml(secret: string): string {
  const entities: Record<string, string> = {
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
    '&': '&amp;',
  };
  return secret.replaceAll(/[<>"'&]/g, (character) => entities[character] as string);
}
