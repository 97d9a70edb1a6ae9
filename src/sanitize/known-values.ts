import { z } from 'zod';
import { BranchProdError } from '../errors.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { searchForms, searchKey, searchRule } from './masks/search-rule.ts';
import { findWords, foldWord, nameParts, rawTokens } from './masks/words.ts';

export { normalise, searchRule } from './masks/search-rule.ts';

const entityMaskSchema = z.enum(['email', 'person', 'phone', 'secret', 'ip', 'hash']);

/** The masks whose values are looked for in prose. */
export type EntityMask = z.output<typeof entityMaskSchema>;

/** The raw values that must not survive in prose, raw in memory or known by their keyed hashes alone. */
export interface KnownValues {
  /** The mask for a word sequence of prose, already normalised by {@link normalise}. */
  lookup(normalised: string): EntityMask | undefined;
  /** How many words the known values have that begin with this folded word. */
  lengthsFrom(firstWord: string): readonly number[];
  /** Whether this folded word stands in any raw person value, so that no pseudonym may be it. */
  isRawToken(token: string): boolean;
  /** Whether this folded word alone, written with a capital, may point at a person. */
  isNamePart(token: string): boolean;
  /** The most words that a known value has. */
  readonly longestSequence: number;
  /** See {@link hashKnownValues}. */
  hashed(hash: KeyedHash): HashedKnownValues;
}

const hashedKnownValuesSchema = z.strictObject({
  version: z.literal(1),
  /** Tells whether the key that opens it is the one that made it. */
  check: z.string(),
  masks: z.record(z.string(), entityMaskSchema),
  lengths: z.record(z.string(), z.array(z.int().positive())),
  rawTokens: z.array(z.string()),
  nameParts: z.array(z.string()),
});

/** Known values as JSON that holds nothing but keyed hashes, to be kept beside a snapshot. */
export type HashedKnownValues = z.output<typeof hashedKnownValuesSchema>;

/** Collects raw values, in memory. If two columns hold the same value, the mask that comes first is used. */
export function collectKnownValues(
  values: Iterable<{ value: string; mask: EntityMask }>,
): KnownValues {
  const index: KnownIndex = {
    masks: new Map(),
    lengths: new Map(),
    rawTokens: new Set(),
    nameParts: new Set(),
  };
  for (const { value, mask } of values) add(index, value, mask);
  return openIndex(index, {
    toKey: (_, text) => text,
    hashed: (hash) => hashIndex(index, hash),
  });
}

/** The same known values for a file: it tells nothing to whoever lacks the key. */
export function hashKnownValues(known: KnownValues, hash: KeyedHash): HashedKnownValues {
  return known.hashed(hash);
}

/**
 * Known values from the JSON of {@link hashKnownValues}: a case can be masked with a cached snapshot and
 * without the source. Throws `state-unusable` if it is no such JSON or was made with another key.
 */
export function openKnownValues(hashed: unknown, hash: KeyedHash): KnownValues {
  const parsed = hashedKnownValuesSchema.safeParse(hashed);
  if (!parsed.success || parsed.data.check !== hashText(hash, 'check', '')) {
    throw new BranchProdError(
      'state-unusable',
      parsed.success
        ? "the snapshot's known values were made with another mask key"
        : "the snapshot's known values cannot be read",
      { nextStep: 'Destroy the snapshot, so that the next run makes it anew.' },
    );
  }
  const index: KnownIndex = {
    masks: new Map(Object.entries(parsed.data.masks)),
    lengths: new Map(Object.entries(parsed.data.lengths)),
    rawTokens: new Set(parsed.data.rawTokens),
    nameParts: new Set(parsed.data.nameParts),
  };
  return openIndex(index, { toKey: rememberKeys(hash), hashed: () => parsed.data });
}

type Domain = 'check' | 'value' | 'word';

interface KnownIndex {
  masks: Map<string, EntityMask>;
  lengths: Map<string, number[]>;
  rawTokens: Set<string>;
  nameParts: Set<string>;
}

interface Keys {
  toKey: (domain: Domain, text: string) => string;
  hashed: (hash: KeyedHash) => HashedKnownValues;
}

function add(index: KnownIndex, value: string, mask: EntityMask): void {
  if (mask === 'person') {
    for (const token of rawTokens(value)) index.rawTokens.add(token);
    for (const part of nameParts(value)) index.nameParts.add(part);
  }
  if (searchRule(value) === 'ignore') return;
  for (const form of searchForms(value)) {
    if (!index.masks.has(form)) index.masks.set(form, mask);
    const words = findWords(form);
    const firstWord = foldWord(form.slice(words[0]?.start, words[0]?.end));
    const lengths = index.lengths.get(firstWord) ?? [];
    if (!lengths.includes(words.length)) index.lengths.set(firstWord, [...lengths, words.length]);
  }
}

function openIndex(index: KnownIndex, { toKey, hashed }: Keys): KnownValues {
  let longestSequence = 0;
  for (const lengths of index.lengths.values()) {
    longestSequence = Math.max(longestSequence, ...lengths);
  }
  return {
    lookup: (normalised) => index.masks.get(toKey('value', searchKey(normalised))),
    lengthsFrom: (firstWord) => index.lengths.get(toKey('word', firstWord)) ?? none,
    isRawToken: (token) => index.rawTokens.has(toKey('word', token)),
    isNamePart: (token) => index.nameParts.has(toKey('word', token)),
    longestSequence,
    hashed,
  };
}

const none: readonly number[] = [];

function hashIndex(index: KnownIndex, hash: KeyedHash): HashedKnownValues {
  const word = (text: string) => hashText(hash, 'word', text);
  // Sorted, because the order in which the values came would tell which words stand together.
  const sorted = <Value>(entries: [string, Value][]) =>
    Object.fromEntries(entries.sort(([a], [b]) => Number(a > b) - Number(a < b)));
  return {
    version: 1,
    check: hashText(hash, 'check', ''),
    masks: sorted([...index.masks].map(([form, mask]) => [hashText(hash, 'value', form), mask])),
    lengths: sorted([...index.lengths].map(([first, lengths]) => [word(first), lengths])),
    rawTokens: [...index.rawTokens].map(word).sort(),
    nameParts: [...index.nameParts].map(word).sort(),
  };
}

/** Prose repeats its words; without this, each of them would cost a hash every time. */
function rememberKeys(hash: KeyedHash): Keys['toKey'] {
  const remembered = new Map<string, string>();
  return (domain, text) => {
    const name = `${domain}\0${text}`;
    let key = remembered.get(name);
    if (key === undefined) {
      key = hashText(hash, domain, text);
      if (remembered.size >= 200_000) remembered.clear();
      remembered.set(name, key);
    }
    return key;
  };
}

function hashText(hash: KeyedHash, domain: Domain, text: string): string {
  return hash(`known-${domain}`, text).toString('hex', 0, 16);
}
