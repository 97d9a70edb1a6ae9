import { createHash, createHmac } from 'node:crypto';
import type { Secret } from '../config/secret.ts';
import { createShortHmac } from './hmac-sha256.ts';

/** HMAC-SHA-256(key, domain ‖ 0x00 ‖ value): 32 bytes. `domain` keeps the uses of one key apart. */
export type KeyedHash = (domain: string, value: string) => Buffer;

/** Binds the mask key; without it, nobody can tell which raw value a pseudonym stands for by trying them all. */
export function createKeyedHash(key: Secret): KeyedHash {
  const given = Buffer.from(key.reveal(), 'utf8');
  // As HMAC itself does with a key longer than a block.
  const bytes = given.length > 64 ? createHash('sha256').update(given).digest() : given;
  const short = createShortHmac(bytes);
  return (domain, value) => {
    const text = `${domain}\0${value}`;
    return short(text) ?? createHmac('sha256', bytes).update(text, 'utf8').digest();
  };
}

/** Names the key, without giving it away, where it must be told whether two snapshots share it: 16 hex digits. */
export function keyId(key: Secret): string {
  return createKeyedHash(key)('key-id', '').toString('hex').slice(0, 16);
}
