import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createFingerprint, createSipHash } from '../../src/sanitize/fingerprint.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { createValueIndex, openValueIndex } from '../../src/sanitize/value-index.ts';

/** It has no types. */
const SipHash: { hash(key: ArrayLike<number>, bytes: Uint8Array): { h: number; l: number } } =
  createRequire(import.meta.url)('siphash');
const hash = createKeyedHash(new Secret('a key of the tests'));

test('a fingerprint is SipHash-2-4 of the UTF-8, as another implementation computes it', () => {
  const key = Uint8Array.from({ length: 16 }, (_, index) => index * 17 + 3);
  const words = new Uint32Array(key.buffer);
  const fingerprint = createSipHash(key);
  for (let length = 0; length < 300; length += 1) {
    for (const text of ['a'.repeat(length), 'é€😀z'.repeat(length).slice(0, length * 2)]) {
      const { h, l } = SipHash.hash(words, Uint8Array.from(Buffer.from(text)));
      expect(fingerprint(text)).toEqual({ high: h >>> 0, low: l >>> 0 });
    }
  }
});

test('fingerprints of another key or domain are others', () => {
  const copy = (value: object) => ({ ...value });
  const own = copy(createFingerprint(hash, 'a')('Ada'));
  expect(copy(createFingerprint(hash, 'a')('Ada'))).toEqual(own);
  expect(copy(createFingerprint(hash, 'b')('Ada'))).not.toEqual(own);
  const other = createKeyedHash(new Secret('another key of the tests'));
  expect(copy(createFingerprint(other, 'a')('Ada'))).not.toEqual(own);
});

test('an index keeps the label of every fingerprint while it grows', () => {
  const index = createValueIndex();
  const fingerprint = createFingerprint(hash, 'index');
  for (let value = 0; value < 20_000; value += 1) index.set(fingerprint(`${value}`), value + 1);
  index.set(fingerprint('7'), 0xffff_ffff);
  expect(index.size).toBe(20_000);
  const opened = openValueIndex(structuredClone(index.share()));
  for (const open of [index, opened]) {
    expect(open.get(fingerprint('7'))).toBe(0xffff_ffff);
    for (let value = 8; value < 20_000; value += 1) {
      expect(open.get(fingerprint(`${value}`))).toBe(value + 1);
    }
    for (let value = 20_000; value < 30_000; value += 1) {
      expect(open.get(fingerprint(`${value}`))).toBe(0);
    }
  }
  const entries = [...index.entries()].reduce((sum, { length }) => sum + length / 3, 0);
  expect(entries).toBe(20_000);
});

test('fingerprints that share a half are told apart', () => {
  const index = createValueIndex();
  for (let low = 0; low < 300; low += 1) index.set({ high: 0, low }, low + 1);
  expect(index.get({ high: 0, low: 299 })).toBe(300);
  expect(index.get({ high: 0, low: 300 })).toBe(0);
  expect([index.hasHigh(0), index.hasHigh(1)]).toEqual([true, false]);
});
