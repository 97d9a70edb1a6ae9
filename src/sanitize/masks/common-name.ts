import type { KeyedHash } from '../keyed-hash.ts';
import { foldForSearch } from './fold.ts';
import { keyedPermutation } from './keyed-permutation.ts';
import { type NamePool, namePool } from './name-pool.ts';
import type { Script } from './name-script.ts';

/** Whose names are masked. The same word in another kind has nothing to do with it. */
export type NameKind = 'person' | 'company';

type List = keyof NamePool | 'letters';

interface CommonNames {
  lists: Record<List, readonly string[]>;
  /** Where a name or letter stands. */
  places: ReadonlyMap<string, { list: List; index: number }>;
}

/**
 * For a name that many have another one of the same list, and for a single letter another letter: different ones
 * never get the same, and none itself. `undefined` for any other word. Names are asked for as {@link foldForSearch}
 * gives them.
 */
export function otherCommonName(
  name: string,
  script: Script,
  hash: KeyedHash,
  kind: NameKind,
): string | undefined {
  const { lists, places } = commonNames(script);
  const place = places.get(name);
  if (!place) return undefined;
  const { list, index } = place;
  const permutation = permutationOf(hash, `${kind}-${script}-${list}`, lists[list].length);
  return lists[list][permutation[index] as number];
}

/** Whether a name stands in the lists of its script. */
export function isCommonName(name: string, script: Script): boolean {
  return commonNames(script).places.has(name);
}

/** Whether it is the family's name, where that is written before the given one without a blank. */
export function isFamilyName(name: string, script: Script): boolean {
  return commonNames(script).places.get(name)?.list === 'last';
}

/** The letters that names of a script begin with. */
export function initials(script: Script): readonly string[] {
  return commonNames(script).lists.letters;
}

const made = new Map<Script, CommonNames>();

function commonNames(script: Script): CommonNames {
  let names = made.get(script);
  if (!names) {
    names = arrange(namePool(script));
    made.set(script, names);
  }
  return names;
}

function arrange({ first, last }: NamePool): CommonNames {
  const places = new Map<string, { list: List; index: number }>();
  const letters = [...new Set([...first, ...last].map((name) => [...name][0] as string))].sort();
  const lists = { first, last, letters };
  for (const list of ['letters', 'first', 'last'] as const) {
    lists[list].forEach((name, index) => {
      places.set(foldForSearch(name), { list, index });
    });
  }
  return { lists, places };
}

const permutations = new WeakMap<KeyedHash, Map<string, Uint32Array>>();

function permutationOf(hash: KeyedHash, domain: string, length: number): Uint32Array {
  const ofKey = permutations.get(hash) ?? new Map<string, Uint32Array>();
  permutations.set(hash, ofKey);
  const permutation = ofKey.get(domain) ?? keyedPermutation(hash, domain, length);
  ofKey.set(domain, permutation);
  return permutation;
}
