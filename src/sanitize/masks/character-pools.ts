import type { Pool } from './other-characters.ts';

export const digits = '0123456789';
export const upperLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const lowerLetters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * The characters of the same class: digits for a digit, and for a letter the letters of its script and case. Marks,
 * punctuation, white space and mathematical signs have none: they stay.
 */
export function poolOf(character: string): Pool {
  const code = character.codePointAt(0) as number;
  if (code < 128) return asciiPool(code);
  if (!poolOfCode.has(code)) poolOfCode.set(code, findPool(code, character));
  return poolOfCode.get(code);
}

/** As many as Unicode has characters, at most. */
const poolOfCode = new Map<number, Pool>();

function findPool(code: number, character: string): Pool {
  if (/[\p{M}\p{P}\p{Z}\p{Sc}\p{Sk}\p{Sm}\p{Cc}\p{Cf}]/u.test(character)) return undefined;
  return otherPool(code, character);
}

function asciiPool(code: number): Pool {
  if (code >= 48 && code <= 57) return digits;
  if (code >= 65 && code <= 90) return upperLetters;
  if (code >= 97 && code <= 122) return lowerLetters;
  return undefined;
}

/** The scripts whose letters fill more than a block of 256 and are sorted by what they mean or how they sound. */
const wideBlocks = [
  { first: 0x4e00, last: 0x9fff },
  { first: 0xac00, last: 0xd7a3 },
] as const;

const categories = ['Lu', 'Ll', 'Lt', 'Lo', 'Lm', 'Nd', 'Nl', 'No', 'So'] as const;
const pools = new Map<string, readonly string[]>();

/** Of a letter beyond ASCII: the letters of its category among its 256 neighbours, which Unicode gives one script. */
function otherPool(code: number, character: string): Pool {
  const category = categories.find((name) => new RegExp(`^\\p{${name}}$`, 'u').test(character));
  // Private and unassigned characters, and halves of pairs: nobody knows what they stand for.
  if (!category) return withOwn(lowerLetters, character);
  const { first, last } = wideBlocks.find(({ first, last }) => code >= first && code <= last) ?? {
    first: Math.max(128, code & ~0xff),
    last: code | 0xff,
  };
  const name = `${category} ${first}`;
  let pool = pools.get(name);
  if (pool === undefined) {
    pool = charactersOf(category, first, last);
    pools.set(name, pool);
  }
  const own = pool?.includes(character) ? pool : withOwn(pool ?? '', character);
  return own.length > 1 ? own : withOwn(lowerLetters, character);
}

function charactersOf(category: string, first: number, last: number): readonly string[] {
  const belongs = new RegExp(`^\\p{${category}}$`, 'u');
  return Array.from(
    { length: last - first + 1 },
    (_, index) => String.fromCodePoint(first + index),
    // One that Unicode's normal form rewrites would not come back as it was written.
  ).filter((other) => belongs.test(other) && other.normalize('NFC') === other);
}

/** A pool must hold the character itself, or two texts could get one pseudonym. */
function withOwn(pool: string | readonly string[], character: string): readonly string[] {
  return [...pool, character];
}
