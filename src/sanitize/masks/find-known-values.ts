import type { EntityMask, KnownValues } from '../known-values.ts';
import { isCommonWord } from './common-words.ts';
import { foldForSearch, foldsForSearch } from './fold.ts';
import { standsAsName } from './name-context.ts';
import { type Reading, readings } from './reading.ts';
import { mayStandAt } from './short-names.ts';
import { rememberByWord } from './word-memory.ts';
import {
  beginsWithSign,
  findWordBounds,
  isCapitalised,
  OPENING,
  type Span,
  type WordBounds,
} from './words.ts';

/** A personal value in prose: where, as a reader sees it there, and the mask that it needs. */
export interface Finding extends Span {
  value: string;
  mask: EntityMask;
}

/**
 * Every place where a known value stands in the text by its search rule, also inside a longer one, and with a
 * genitive s ("Adas").
 */
export function findKnownValues(text: string, known: KnownValues): Finding[] {
  return readings(text).flatMap((reading) => inRaw(reading, text, findValues(reading.text, known)));
}

/** The first of {@link findKnownValues}, as a reader sees it; what stands behind it is not looked at. */
export function findFirstKnownValue(text: string, known: KnownValues): string | undefined {
  for (const reading of readings(text)) {
    const [first] = findValues(reading.text, known, findWordBounds(reading.text), 1);
    if (first !== undefined) return first.value;
  }
  return undefined;
}

/** Words that alone may point at a known person: parts of a name, with a capital if the script has any. */
export function findNameParts(text: string, known: KnownValues): Finding[] {
  return readings(text).flatMap((reading) => inRaw(reading, text, findParts(reading.text, known)));
}

/** Findings of a reading as findings of its raw text. */
export function inRaw(reading: Reading, raw: string, findings: Finding[]): Finding[] {
  if (reading.text === raw) return findings;
  return findings.map((finding) => ({ ...finding, ...reading.toRaw(finding.start, finding.end) }));
}

/** {@link findKnownValues} and {@link findNameParts} of a reading. */
export function findNames(text: string, known: KnownValues): Finding[] {
  const words = findWordBounds(text);
  return [...findValues(text, known, words), ...findParts(text, known, words)];
}

/** @param most that are looked for. */
function findValues(
  text: string,
  known: KnownValues,
  words = findWordBounds(text),
  most = Number.POSITIVE_INFINITY,
): Finding[] {
  const findings: Finding[] = [];
  if (known.longestSequence === 0) return findings;
  const { count, starts, ends } = words;
  const aboutWord = rememberWords(known);
  for (let index = 0; index < count; index += 1) {
    const { alone, sign, lengths } = aboutWord(text, words, index);
    const start = starts[index] as number;
    if (alone) findings.push({ ...alone, start, end: start + alone.value.length });
    if (findings.length >= most) return findings;
    let reach = 1;
    for (const length of sign === undefined
      ? lengths
      : lengthsFromSigns(text, words, index, known)) {
      while (
        reach < length &&
        index + reach < count &&
        aboutWord(text, words, index + reach).continues
      ) {
        reach += 1;
      }
      if (reach < length) break;
      const found = lookUp(text.slice(start, ends[index + length - 1]), known);
      if (found === undefined) continue;
      const end = start + found.value.length;
      if (mayStandAt(text, start, end)) findings.push({ ...found, start, end });
    }
  }
  return [...findings, ...findKnownNumbers(text, known)];
}

/** Of the known values that may begin with the signs here, in words, the shortest first. */
function lengthsFromSigns(
  text: string,
  words: WordBounds,
  index: number,
  known: KnownValues,
): readonly number[] {
  const aboutWord = rememberWords(known);
  const lengths = new Set(aboutWord(text, words, index).lengths);
  let opening = '';
  for (let next = index; next < Math.min(index + OPENING, words.count); next += 1) {
    const { sign } = aboutWord(text, words, next);
    if (sign === undefined) break;
    opening += sign;
    if (next > index) for (const length of known.lengthsFrom(opening)) lengths.add(length);
  }
  return [...lengths].sort((a, b) => a - b);
}

type Found = Pick<Finding, 'value' | 'mask'>;

function lookUp(value: string, known: KnownValues): Found | undefined {
  const mask = known.lookup(value);
  if (mask) return { value, mask };
  const stem = genitiveStem(value);
  const maskOfStem = stem && known.lookup(stem);
  return maskOfStem && stem ? { value: stem, mask: maskOfStem } : undefined;
}

/** Digits in groups, which known numbers may have in other groups or without their country. */
const digitGroups = /[+(]{0,2}\d(?:[ ()./-]{0,3}\d){6,14}(?![\p{L}\p{N}])/gu;

/** Known telephone numbers, in any grouping of their digits; {@link findKnownValues} finds them, too. */
export function findKnownNumbers(text: string, known: KnownValues): Finding[] {
  return [...text.matchAll(digitGroups)].flatMap(({ index, 0: value }) => {
    if (index > 0 && /[\p{L}\p{N}]/u.test(text[index - 1] as string)) return [];
    const mask = known.lookup(value);
    return mask ? [{ start: index, end: index + value.length, value, mask }] : [];
  });
}

function findParts(text: string, known: KnownValues, words = findWordBounds(text)): Finding[] {
  const findings: Finding[] = [];
  const aboutWord = rememberWords(known);
  const isPart = (index: number) => {
    const { part, isCommon } = aboutWord(text, words, index);
    return part !== undefined && !isCommon;
  };
  for (let index = 0; index < words.count; index += 1) {
    const { part, isCommon } = aboutWord(text, words, index);
    if (part === undefined) continue;
    const start = words.starts[index] as number;
    const end = start + part.length;
    // "Don't" is nobody called Don.
    if (/^['’]t(?!\p{L})/u.test(text.slice(end, end + 3))) continue;
    if (isCommon && !standsAsName(text, words, index, isPart)) continue;
    findings.push({ start, end, value: part, mask: person });
  }
  return findings;
}

const person = { mask: 'person' } as const;

/** What is known of a word as it is written. */
interface AboutWord {
  /** The known value that it is by itself, without a genitive s. */
  alone: Found | undefined;
  /** Of the known values of several words that may begin with it, in words, the shortest first. */
  lengths: readonly number[];
  /** Folded, if it is a letter that is a word by itself: with the next ones it opens known values, see `opening`. */
  sign: string | undefined;
  /** Whether it stands in known values behind their first word. */
  continues: boolean;
  /** The part of a name that it is, without a genitive s. */
  part: string | undefined;
  /** Whether that part is an ordinary word as well. */
  isCommon: boolean;
}

const nothing: AboutWord = {
  alone: undefined,
  lengths: [],
  sign: undefined,
  continues: false,
  part: undefined,
  isCommon: false,
};
const rememberedWords = new WeakMap<KnownValues, ReturnType<typeof rememberByWord<AboutWord>>>();

function rememberWords(known: KnownValues) {
  const remembered = rememberedWords.get(known) ?? rememberByWord((word) => findOut(word, known));
  rememberedWords.set(known, remembered);
  return remembered;
}

function findOut(word: string, known: KnownValues): AboutWord {
  const stem = genitiveStem(word);
  const forms = stem === undefined ? [word] : [word, stem];
  const folds = forms.flatMap(foldsForSearch);
  const lengths = new Set(folds.flatMap((fold) => known.lengthsFrom(fold)));
  const alone = lengths.delete(1) ? lookUp(word, known) : undefined;
  const continues = folds.some((fold) => known.mayContinue(fold));
  const part = forms.find(
    (form) => isCapitalised(form) && foldsForSearch(form).some((fold) => known.isNamePart(fold)),
  );
  const sign = beginsWithSign(word) ? foldForSearch(word) : undefined;
  if (!alone && lengths.size === 0 && !continues && part === undefined && sign === undefined) {
    return nothing;
  }
  return {
    alone,
    lengths: [...lengths].sort((a, b) => a - b),
    sign,
    continues,
    part,
    isCommon: part !== undefined && foldsForSearch(part).some(isCommonWord),
  };
}

/** `Ada` of `Adas`; a plural ("Marks") or a word of its own is no genitive. */
function genitiveStem(value: string): string | undefined {
  if (!/[sS]$/.test(value) || value.length > 200) return undefined;
  const stem = value.slice(0, -1);
  const last = foldForSearch(/[\p{L}\p{M}]{3,}$/u.exec(stem)?.[0] ?? '');
  if (last === '') return undefined;
  return isCommonWord(last) || isCommonWord(`${last}s`) ? undefined : stem;
}
