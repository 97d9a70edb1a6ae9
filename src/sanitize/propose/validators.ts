import { isIP } from 'node:net';
import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import { isValidPhoneNumber } from 'libphonenumber-js';
import { z } from 'zod';
import { findCheckedNumbers } from '../masks/find-checked-numbers.ts';
import { findSecrets } from '../masks/find-secrets.ts';

const email = z.email();
const uuid = z.guid();
const date = z.iso.date();

/** Whether a value is one that a mask is for; told by the value alone. */
export const VALIDATORS: Readonly<Record<string, (value: string) => boolean>> = {
  secret: (value) =>
    isWhole(value, findSecrets(value)) || /^\$(2[aby]|argon2\w*|scrypt|6|5)\$/.test(value),
  email: (value) => email.safeParse(value).success || /^[^<>]*<[^<>@\s]+@[^<>@\s]+>$/.test(value),
  iban: (value) => isValidIBAN(electronicFormatIBAN(value) ?? ''),
  card: (value) => isWhole(value, checked(value, 'card')),
  national_id: (value) => isWhole(value, checked(value, 'national_id')),
  // Without a country code nearly every number is some country's.
  phone: (value) => value.startsWith('+') && isValidPhoneNumber(value),
  ip: (value) => isIP(value.replace(/\/\d+$/, '')) !== 0,
  mac: (value) => /^([0-9a-f]{2}([:-]))([0-9a-f]{2}\2){4}[0-9a-f]{2}$/i.test(value),
  url: (value) => /^(https?|ftp|mailto|wss?):\S+$/i.test(value) && URL.canParse(value),
  uuid: (value) => uuid.safeParse(value).success,
  date: (value) => date.safeParse(value.slice(0, 10)).success && value.length <= 35,
};

function checked(value: string, name: string) {
  return findCheckedNumbers(value).filter(({ mask }) => mask.mask === name);
}

function isWhole(value: string, found: readonly { start: number; end: number }[]): boolean {
  const text = value.trim();
  return found.some(({ start, end }) => end - start >= text.length);
}
