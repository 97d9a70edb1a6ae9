import { isBytes } from './bytes.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * 32 hex digits of which the first is a letter, so that nothing takes them for a number; of a UUID another UUID
 * (version 4, RFC 9562), of a `bytea` 16 bytes, because their columns take nothing else. In a column of fewer than 16
 * characters, letters and digits, which keep more values apart.
 */
export const maskHash: ApplyMask = hashIn('hash');

/** The same for another mask's values: its pseudonyms have nothing to do with those of `hash`. */
export function hashIn(domain: string): (raw: string, context: MaskContext) => string {
  return (raw, context) => {
    const encode = encoding(raw, context);
    // A UUID is the same one in either letter case.
    const value = encode === uuid ? raw.toLowerCase() : raw;
    return chooseUnlikeRaw(raw, context, (attempt) =>
      encode(`${attempt}\0${value}`, domain, context),
    );
  };
}

type Encode = (value: string, domain: string, context: MaskContext) => string;

function encoding(raw: string, { maxLength }: MaskContext): Encode {
  if (isUuid(raw)) return uuid;
  if (isBytes(raw)) return bytes;
  return (maxLength ?? 16) < 16 ? short : hex;
}

/** Whether a text is a UUID as PostgreSQL writes it, in either letter case. */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

const hexDigits: Encode = (value, domain, { hash }) => hash(domain, value).toString('hex', 0, 16);

const uuid: Encode = (value, domain, context) =>
  hexDigits(value, domain, context).replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,
    '$1-$2-4$3-a$4-$5',
  );

const bytes: Encode = (value, domain, context) => `\\x${hexDigits(value, domain, context)}`;

const hex: Encode = (value, domain, { hash }) => {
  const digest = hash(domain, value);
  return 'abcdef'[digest.readUInt32BE(16) % 6] + digest.toString('hex', 0, 16).slice(1);
};

const base36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

const short: Encode = (value, domain, { hash, maxLength = 16 }) => {
  const draw = keyedDraws(hash, domain, value);
  return Array.from({ length: maxLength }, (_, index) => base36[draw(index === 0 ? 26 : 36)]).join(
    '',
  );
};
