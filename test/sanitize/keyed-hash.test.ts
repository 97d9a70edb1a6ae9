import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash, keyId } from '../../src/sanitize/keyed-hash.ts';

const key = new Secret('correct horse');

test('it is HMAC-SHA-256 over domain, zero and value', () => {
  const expected = createHmac('sha256', 'correct horse').update('email\0ada@example.com').digest();
  expect(createKeyedHash(key)('email', 'ada@example.com')).toEqual(expected);
});

test('domains and keys are kept apart', () => {
  const hash = createKeyedHash(key);
  expect(hash('a', 'b')).not.toEqual(hash('b', 'b'));
  expect(hash('a', 'b')).not.toEqual(createKeyedHash(new Secret('other'))('a', 'b'));
});

test('the id of a key tells keys apart and holds nothing of them', () => {
  expect(keyId(key)).toMatch(/^[0-9a-f]{16}$/);
  expect(keyId(key)).toBe(keyId(new Secret('correct horse')));
  expect(keyId(key)).not.toBe(keyId(new Secret('correct horsf')));
});
