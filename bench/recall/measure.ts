import AhoCorasick from 'modern-ahocorasick/fast';
import type { Corpus } from '../../src/demo/corpus/corpus.ts';
import { findChangedTokens, tokens } from './changed-tokens.ts';
import { createEntityFinder, findPhoneNumbers, type Place } from './entities.ts';

/** What is left of known values in masked prose, and what was masked without need. */
export interface Recall {
  /** Distinct values that stand in the raw bodies, and in the masked ones. */
  readonly names: Survival;
  readonly addresses: Survival;
  readonly phoneNumbers: Survival;
  /** Between white space, outside of all entities; `changed` are those that masking did not leave as they were. */
  readonly ordinaryTokens: number;
  readonly changedTokens: number;
  readonly overMasking: number;
  /** The words that changed without need, and how often. Raw: for whoever works on the rule, not for reports. */
  readonly overMasked: ReadonlyMap<string, number>;
}

export interface Survival {
  readonly before: number;
  readonly after: number;
}

/** Compares the bodies of the corpus with what a mask made of them, by {@link createEntityFinder}. */
export function measureRecall(corpus: Corpus, mask: (body: string) => string): Recall {
  const findEntities = createEntityFinder(corpus);
  const names = createSearch(corpus.people.flatMap(({ name }) => name ?? []).filter(hasTwoWords));
  const addresses = createSearch(corpus.people.map(({ email }) => email));
  const phones = { before: new Set<string>(), after: new Set<string>() };
  const overMasked = new Map<string, number>();
  let ordinaryTokens = 0;
  let changedTokens = 0;
  for (const { body } of corpus.messages) {
    const masked = mask(body);
    names.search(body, masked);
    addresses.search(body, masked);
    for (const { start, end } of findPhoneNumbers(body))
      phones.before.add(digits(body.slice(start, end)));
    for (const { start, end } of findPhoneNumbers(masked))
      phones.after.add(digits(masked.slice(start, end)));
    const isPersonal = overlaps(findEntities(body), body.length);
    ordinaryTokens += tokens(body).filter((token) => !isPersonal(token)).length;
    for (const token of findChangedTokens(body, masked)) {
      if (isPersonal(token)) continue;
      changedTokens += 1;
      const text = body.slice(token.start, token.end);
      overMasked.set(text, (overMasked.get(text) ?? 0) + 1);
    }
  }
  return {
    names: names.survival(),
    addresses: addresses.survival(),
    phoneNumbers: {
      before: phones.before.size,
      after: [...phones.before].filter((number) => phones.after.has(number)).length,
    },
    ordinaryTokens,
    changedTokens,
    overMasking: changedTokens / ordinaryTokens,
    overMasked,
  };
}

const hasTwoWords = (name: string) => /\p{L}{2,}\P{L}+\p{L}{2,}/u.test(name);
const digits = (text: string) => text.replace(/\D/g, '');

/** Plain search in any case, where white space and quote markers are one blank. */
function createSearch(values: readonly string[]) {
  const patterns = [...new Set(values.map(plain))];
  const automaton = new AhoCorasick(patterns);
  const before = new Set<string>();
  const after = new Set<string>();
  function search(text: string, found: Set<string>) {
    const searched = plain(text);
    for (const { pattern, start, end } of automaton.iterate(searched)) {
      const isWhole =
        !/^[\p{L}\p{N}]/u.test(searched.slice(end)) &&
        !/[\p{L}\p{N}]$/u.test(searched.slice(Math.max(0, start - 2), start));
      if (isWhole) found.add(pattern);
    }
  }
  return {
    search(body: string, masked: string) {
      search(body, before);
      search(masked, after);
    },
    survival: (): Survival => ({ before: before.size, after: after.size }),
  };
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .trim()
    .replace(/[\s>]+/g, ' ')
    .toLowerCase();

function overlaps(places: readonly Place[], length: number): (place: Place) => boolean {
  const covered = new Uint8Array(length);
  for (const { start, end } of places) covered.fill(1, start, end);
  return ({ start, end }) => covered.subarray(start, end).includes(1);
}
