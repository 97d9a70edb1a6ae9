import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createShortHmac } from '../../src/sanitize/hmac-sha256.ts';

const of = (key: Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest();

it('gives the bytes that Node gives, for keys and texts of every length', () => {
  for (let length = 0; length <= 64; length += 1) {
    const key = randomBytes(length);
    const hmac = createShortHmac(key);
    for (const text of ['', 'a'.repeat(length), 'b'.repeat(64 + length), 'é'.repeat(length)]) {
      expect(hmac(text)).toEqual(of(key, text));
    }
    expect(hmac('c'.repeat(1300))).toEqual(of(key, 'c'.repeat(1300)));
  }
});

it('gives the bytes that Node gives, for any text', () => {
  const key = randomBytes(32);
  const hmac = createShortHmac(key);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(hmac(text)).toEqual(of(key, text));
    }),
  );
});

it('leaves a long text to others', () => {
  expect(createShortHmac(randomBytes(32))('x'.repeat(100_000))).toBeUndefined();
});
