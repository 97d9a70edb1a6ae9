import type { ValueMask } from '../config/mask-schema.ts';
import { createFingerprint, type FingerprintOf } from './fingerprint.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { createLatestValues } from './latest-values.ts';
import { nameParts, partsAmong, rawTokens } from './masks/name-parts.ts';
import { type PlainValue, plainKeys, readPlainValue } from './masks/plain-value.ts';
import { searchForms, searchKeys, searchRule } from './masks/search-rule.ts';
import { beginsWithSign, findWords, opening } from './masks/words.ts';
import {
  createValueIndex,
  openValueIndex,
  type ReadonlyValueIndex,
  type SharedValueIndex,
} from './value-index.ts';

/** A mask whose values are looked for in prose: any that gives a pseudonym for each value, with its options. */
export type EntityMask = Exclude<ValueMask, { mask: 'keep' | 'null' | 'constant' | 'text' }>;

/** The raw values that must not survive in prose. What is kept of them are keyed fingerprints alone. */
export interface KnownValues {
  /** The mask of the column that a word sequence of prose is a value of. */
  lookup(prose: string): EntityMask | undefined;
  /** The column that this word sequence of prose is a value of, as `table.column`: of several the first. */
  columnOf(prose: string): string | undefined;
  /** How many words the known values have that begin with this folded word, or with these signs: see `opening`. */
  lengthsFrom(firstWord: string, start?: number, end?: number): readonly number[];
  /** Whether this folded word stands in a known value behind its first word: else no longer one needs a look-up. */
  mayContinue(word: string, start?: number, end?: number): boolean;
  /** Whether this folded word stands in any raw name, so that no pseudonym may be it. */
  isRawToken(token: string): boolean;
  /** Whether this folded word alone, written with a capital, may point at a person. */
  isNamePart(token: string): boolean;
  /** Whether this is a text that the program itself says, whatever its letter case, so that it is nobody's. */
  isPublic(text: string): boolean;
  /** The most words that a known value has. */
  readonly longestSequence: number;
  /** For other threads, which open it with {@link openKnownValues}. Nothing may be added any more. */
  share(): SharedKnownValues;
}

/** Known values as threads share them. */
export interface SharedKnownValues {
  /** The label of a value is the place of its mask in here, from 1. */
  readonly masks: readonly EntityMask[];
  /** Beside each of the masks, the column whose values have it. */
  readonly columns: readonly string[];
  readonly values: SharedValueIndex;
  readonly words: SharedValueIndex;
  readonly longestSequence: number;
  /** As the policy writes them. */
  readonly publicTexts: readonly string[];
}

/** Known values that are still collected. */
export interface KnownValuesCollector extends KnownValues {
  /**
   * If two columns hold the same value, the mask that comes first is used. A public text is not taken.
   *
   * @param column that it is from, as `table.column`
   */
  add(value: string, mask: EntityMask, column: string): void;
}

/** The label of a folded word: bits 1 to 29 are the lengths, in words, of the values that begin with it. */
const MOST_WORDS = 29;
const RAW_TOKEN = 1;
const CONTINUES = 1 << 30;
const NAME_PART = 0x8000_0000;
/** The most words of a value that is known as a whole. A longer one is known by pieces of 14 to 27 words. */
const LONGEST = 27;
const PIECE = 14;
/** Words that are remembered while values are collected. */
const REMEMBERED = 4000;

/** Collects raw values one by one; 10 million take 201 MB, and as much again if each has a word of its own. */
export function createKnownValues(
  hash: KeyedHash,
  publicTexts: readonly string[] = [],
): KnownValuesCollector {
  const masks: EntityMask[] = [];
  const columns: string[] = [];
  const labels = new Map<string, number>();
  /** The labels of the column that values come from now, by the masks that were seen as these objects. */
  let ofColumn = { column: '', labelled: new Map<EntityMask, number>() };
  /** What the latest words were marked with: names repeat theirs. */
  const marked = createLatestValues<number>(REMEMBERED);
  const values = createValueIndex();
  const words = createValueIndex();
  const keys = createKeys(hash);
  const readers = readKnownValues({ masks, columns, publicTexts }, values, words, keys);
  let longestSequence = 0;

  function labelOf(mask: EntityMask, column: string): number {
    if (ofColumn.column !== column) ofColumn = { column, labelled: new Map() };
    const known = ofColumn.labelled.get(mask);
    if (known !== undefined) return known;
    const name = JSON.stringify([column, mask]);
    const label = labels.get(name) ?? masks.push(mask);
    columns[label - 1] = column;
    labels.set(name, label);
    ofColumn.labelled.set(mask, label);
    return label;
  }
  function mark(word: string, bits: number) {
    const remembered = marked.get(word) ?? 0;
    if ((remembered | bits) === remembered) return;
    const key = keys.word(word);
    const before = words.get(key);
    const after = (before | bits) >>> 0;
    if (after !== before) words.set(key, after);
    marked.set(word, after | 0);
  }
  function addForm(form: string, label: number) {
    const key = keys.value(form);
    if (values.get(key) === 0) values.set(key, label);
  }
  function addForms(value: string, label: number) {
    const [core, ...others] = searchForms(value);
    for (const form of core === undefined ? [] : [core, ...others]) {
      addForm(form, label);
      // No word of prose: numbers are looked up whatever stands beside them.
      if (form !== core && NUMBER_KEY.test(form)) continue;
      const spans = findWords(form);
      const length = Math.min(spans.length, MOST_WORDS);
      mark(opening(form, spans).toLowerCase(), 1 << length);
      for (const { start, end } of spans.slice(1)) {
        mark(form.slice(start, end).toLowerCase(), CONTINUES);
      }
      longestSequence = Math.max(longestSequence, length);
    }
  }
  /** Does what `add` does for any value, unless it is a name with other signs than letters. */
  function addPlain({ kind, words, forms }: PlainValue, mask: EntityMask, column: string): boolean {
    const isName = nameMasks.has(mask.mask);
    if (words.length > LONGEST || (isName && kind !== 'words')) return false;
    const label = labelOf(mask, column);
    for (const form of forms) addForm(form, label);
    const parts = mask.mask === 'person' ? partsAmong(words) : [];
    for (const [index, word] of words.entries()) {
      const place = index === 0 ? 1 << words.length : CONTINUES;
      const part = parts.includes(word) ? NAME_PART : 0;
      mark(word, place | part | (isName ? RAW_TOKEN : 0));
    }
    longestSequence = Math.max(longestSequence, words.length);
    return true;
  }
  return {
    ...readers,
    get longestSequence() {
      return longestSequence;
    },
    share: () => ({
      ...{ masks, columns, longestSequence, publicTexts },
      values: values.share(),
      words: words.share(),
    }),
    add(value, mask, column) {
      if (readers.isPublic(value)) return;
      const plain = readPlainValue(value);
      if (plain !== undefined && addPlain(plain, mask, column)) return;
      if (nameMasks.has(mask.mask)) {
        for (const token of rawTokens(value)) mark(token, RAW_TOKEN);
      }
      if (mask.mask === 'person') {
        for (const part of nameParts(value)) {
          // Between other signs it is no word.
          if (beginsWithSign(part)) addForms(part, labelOf(PERSON, column));
          else mark(part, NAME_PART);
        }
      }
      if (searchRule(value) === 'ignore') return;
      for (const piece of pieces(value)) addForms(piece, labelOf(mask, column));
    },
  };
}

const PERSON: EntityMask = { mask: 'person' };

/** As `searchForms` has the digits of a telephone number. */
const NUMBER_KEY = /^tel\d+$/;

const nameMasks: ReadonlySet<string> = new Set(['person', 'first_name', 'last_name']);

/** The known values of {@link KnownValues.share}, in any thread that has the key. */
export function openKnownValues(shared: SharedKnownValues, hash: KeyedHash): KnownValues {
  const { longestSequence } = shared;
  const values = openValueIndex(shared.values);
  const words = openValueIndex(shared.words);
  return {
    ...readKnownValues(shared, values, words, createKeys(hash)),
    longestSequence,
    share: () => shared,
  };
}

interface Keys {
  value: FingerprintOf;
  word: FingerprintOf;
}

function createKeys(hash: KeyedHash): Keys {
  return {
    value: createFingerprint(hash, 'known-value'),
    word: createFingerprint(hash, 'known-word'),
  };
}

function readKnownValues(
  { masks, columns, publicTexts }: Pick<SharedKnownValues, 'masks' | 'columns' | 'publicTexts'>,
  values: ReadonlyValueIndex,
  words: ReadonlyValueIndex,
  keys: Keys,
): Omit<KnownValues, 'longestSequence' | 'share'> {
  const ofProgram = new Set(publicTexts.map(foldPublicText));
  const lengths = new Map<number, readonly number[]>([[0, []]]);
  function labelOf(prose: string): number {
    for (const key of plainKeys(prose) ?? searchKeys(prose)) {
      const label = values.get(keys.value(key));
      if (label !== 0) return label;
    }
    return 0;
  }
  return {
    lookup(prose) {
      const label = labelOf(prose);
      return label === 0 ? undefined : masks[label - 1];
    },
    columnOf(prose) {
      const label = labelOf(prose);
      return label === 0 ? undefined : columns[label - 1];
    },
    lengthsFrom(firstWord, start, end) {
      const bits =
        words.get(keys.word(firstWord, start, end)) & ~(RAW_TOKEN | CONTINUES | NAME_PART);
      let known = lengths.get(bits);
      if (known === undefined) {
        known = Array.from({ length: MOST_WORDS + 1 }, (_, length) => length).filter(
          (length) => (bits & (1 << length)) !== 0,
        );
        if (lengths.size >= 10_000) lengths.clear();
        lengths.set(bits, known);
      }
      return known;
    },
    mayContinue: (word, start, end) => (words.get(keys.word(word, start, end)) & CONTINUES) !== 0,
    isRawToken: (token) => (words.get(keys.word(token)) & RAW_TOKEN) !== 0,
    isNamePart: (token) => (words.get(keys.word(token)) & NAME_PART) !== 0,
    isPublic: (text) => ofProgram.size > 0 && ofProgram.has(foldPublicText(text)),
  };
}

function foldPublicText(text: string): string {
  const [form = ''] = readPlainValue(text)?.forms ?? searchForms(text);
  return form.toLowerCase();
}

/** A value as it is known: as a whole, or in pieces if it is long, so that a word has few lengths to try. */
function pieces(value: string): string[] {
  if (value.length <= LONGEST) return [value];
  const words = findWords(value);
  if (words.length <= LONGEST) return [value];
  const starts = words.filter((_, index) => index % PIECE === 0 && words.length - index >= PIECE);
  return starts.map(({ start }, index) => value.slice(start, starts[index + 1]?.start));
}
