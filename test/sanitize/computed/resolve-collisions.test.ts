import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createFingerprintPairs } from '../../../src/sanitize/computed/fingerprint-pairs.ts';
import { resolveCollisions } from '../../../src/sanitize/computed/resolve-collisions.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';

const hash = createKeyedHash(new Secret('a key of the tests that is long enough'));

/** A mask with 64 pseudonyms. */
function candidate(raw: string, attempt: number): string {
  return String((hash('test', `${attempt}\0${raw}`)[0] as number) % 64);
}

function resolve(values: readonly string[]) {
  const firsts = values.map((raw) => candidate(raw, 0));
  const colliding = values.filter((_, index) => {
    return firsts.filter((first) => first === firsts[index]).length > 1;
  });
  const attempts = resolveCollisions({
    colliding,
    forms: (raw, attempt) => [candidate(raw, attempt)],
    isTaken: (form) => firsts.includes(form),
    hash,
  });
  return new Map(values.map((raw) => [raw, candidate(raw, attempts.get(raw) ?? 0)]));
}

const sets = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 25 });

describe('collisions of pseudonyms', () => {
  it('are resolved so that all pseudonyms differ, even from a tiny pool', () => {
    fc.assert(
      fc.property(sets, (values) => {
        expect(new Set(resolve(values).values()).size).toBe(values.length);
      }),
    );
  });

  it('are resolved alike in whatever order the values come', () => {
    const shuffled = sets.chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        const [first, second] = [resolve(values), resolve(others)];
        for (const raw of values) expect(second.get(raw)).toBe(first.get(raw));
      }),
    );
  });

  it('leave values alone that collide with nobody', () => {
    fc.assert(
      fc.property(sets, (values) => {
        const firsts = values.map((raw) => candidate(raw, 0));
        for (const [raw, pseudonym] of resolve(values)) {
          const first = candidate(raw, 0);
          if (firsts.filter((other) => other === first).length === 1) expect(pseudonym).toBe(first);
        }
      }),
    );
  });

  it('end with an error where there are fewer pseudonyms than values', () => {
    const values = Array.from({ length: 80 }, (_, index) => `value ${index}`);
    expect(() => resolve(values)).toThrow(
      expect.objectContaining({ code: 'mask-failed', message: 'the mask has too few pseudonyms' }),
    );
  });
});

describe('pairs of fingerprints', () => {
  const fingerprints = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const small = fc.bigInt({ min: 0n, max: 9n });
  const pair = fc.tuple(fc.oneof(small, fingerprints), fc.oneof(small, fingerprints));

  it('tell which raw values share a pseudonym, in whatever portions and order they come', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), fc.nat(), (pairs, cut) => {
        const table = createFingerprintPairs();
        const middle = pairs.length === 0 ? 0 : cut % pairs.length;
        for (const part of [pairs.slice(middle), pairs.slice(0, middle)]) {
          table.add(BigUint64Array.from(part.flat()));
        }
        const expected = pairs
          .filter(([raw, masked]) => pairs.some(([r, m]) => isSame(m, masked) && r !== raw))
          .map(([raw]) => raw);
        expect([...table.colliding].sort()).toEqual([...new Set(expected)].sort());
        for (const [, masked] of pairs) expect(table.hasMasked(masked)).toBe(true);
      }),
    );
  });

  it('are kept apart in great numbers', () => {
    const table = createFingerprintPairs();
    const count = 200_000;
    const seen = new Set<bigint>();
    for (let part = 0; part < count; part += 1000) {
      const pairs = BigUint64Array.from({ length: 2000 }, (_, index) =>
        hash('many', `${part + (index >> 1)} ${index & 1}`).readBigUInt64LE(),
      );
      for (let index = 1; index < pairs.length; index += 2) seen.add(pairs[index] as bigint);
      table.add(pairs);
    }
    expect(table.colliding.size).toBe(0);
    for (const masked of seen) expect(table.hasMasked(masked)).toBe(true);
    expect(table.hasMasked(hash('many', 'nobody').readBigUInt64LE())).toBe(false);
  });
});

/** Zeros in the low half stand for an empty entry, so 0 and 1 are one there. */
function isSame(a: bigint, b: bigint): boolean {
  const entry = (value: bigint) => ((value & 0xffff_ffffn) === 0n ? value | 1n : value);
  return entry(a) === entry(b);
}
