import { isSensitive, maskByName } from './names.ts';
import type { PersonNames } from './person-names.ts';
import { VALIDATORS } from './validators.ts';

/** What texts of one kind are, with the reason; never a value. */
export interface Class {
  /** A mask's name, or `category` for a few words of the program that many rows have. */
  readonly mask: string;
  readonly evidence: string;
}

/** Validators of a name's mask; a name whose mask is not here is believed. */
const TOLD_BY_VALUE = ['email', 'iban', 'card', 'ip', 'mac', 'url'];

/**
 * The class of texts by their name and by the share of them that a validator accepts. Where these disagree, or only
 * some values are of a class, it is the stricter one: `text` for prose, else `hash`.
 */
export function classify(
  values: readonly string[],
  { owner, name, persons }: { owner: string; name: string; persons: PersonNames },
): Class {
  const byName = maskByName(owner, name);
  const seen = values.filter((value) => value.trim() !== '');
  if (byName === 'secret') return { mask: 'secret', evidence: 'named as a secret' };
  if (seen.length === 0) {
    return byName === undefined
      ? { mask: 'hash', evidence: 'no value to look at: look at it yourself' }
      : { mask: byName, evidence: `named as ${byName}; no value to look at` };
  }
  const shares = Object.entries(VALIDATORS)
    .map(([mask, matches]) => ({ mask, share: shareOf(seen, matches) }))
    .toSorted((a, b) => b.share - a.share);
  const best = shares[0] ?? { mask: 'hash', share: 0 };
  const said = ({ mask, share }: { mask: string; share: number }) =>
    `${percent(share)} of ${seen.length} values are ${mask}`;
  if (best.share >= 0.9 && !(best.mask === 'date' && byName === 'birthdate')) {
    return { mask: best.mask, evidence: said(best) };
  }
  const own = shares.find(({ mask }) => mask === byName);
  const isBelieved = byName !== undefined && !TOLD_BY_VALUE.includes(byName);
  const isOther = best.mask !== byName && best.share >= 0.1 && byName !== 'birthdate';
  if (byName !== undefined && ((isBelieved && !isOther) || (own?.share ?? 0) >= 0.5)) {
    const share =
      byName === 'person' ? { mask: byName, share: shareOf(seen, persons.isFull) } : own;
    return { mask: byName, evidence: `named as ${byName}${share ? `; ${said(share)}` : ''}` };
  }
  const mixed = byName === undefined ? '' : `named as ${byName}; `;
  if (isProse(seen)) return { mask: 'text', evidence: `${mixed}prose` };
  if (byName !== undefined || best.share >= 0.02) {
    return { mask: 'hash', evidence: `${mixed}only ${said(best)}` };
  }
  const people = shareOf(seen, persons.isFull);
  if (people >= 0.3) return { mask: 'person', evidence: said({ mask: 'person', share: people }) };
  const different = [...new Set(seen)];
  const evidence = `${different.length} different value${different.length === 1 ? '' : 's'} in ${seen.length}`;
  const isCategory =
    seen.length >= 100 && different.length <= Math.min(20, seen.length / 20) && people === 0;
  if (!isCategory) return { mask: 'hash', evidence: `${evidence}, of no known form` };
  if (isSensitive(name)) {
    return { mask: 'hash', evidence: `${evidence}, and a name of what the law protects most` };
  }
  if (shareOf(different, persons.isShort) >= 0.5) {
    return { mask: 'hash', evidence: `${evidence}, written as names or logins are` };
  }
  const decide = shareOf(different, isCode) >= 0.5 ? 'DECIDE: ' : '';
  return {
    mask: 'category',
    evidence: `${decide}${evidence}, none of them personal by its form`,
  };
}

/** Letters and at least three digits, such as a number plate, and such as a version. */
function isCode(value: string): boolean {
  return /\p{L}/u.test(value) && value.replace(/\P{Nd}/gu, '').length >= 3;
}

function isProse(values: readonly string[]): boolean {
  const long = (value: string) => value.length > 100 || /\n/.test(value) || words(value) >= 5;
  return shareOf(values, long) >= 0.1 || shareOf(values, (value) => words(value) >= 3) >= 0.5;
}

function words(value: string): number {
  return value.trim().split(/\s+/).length;
}

function shareOf(values: readonly string[], matches: (value: string) => boolean): number {
  return values.filter((value) => matches(value.trim())).length / Math.max(1, values.length);
}

/** Never 100 % or 0 % of what is not all or nothing. */
function percent(share: number): string {
  const rounded = share > 0.99 && share < 1 ? 99 : share < 0.01 && share > 0 ? 1 : share * 100;
  return `${Math.round(rounded)} %`;
}
