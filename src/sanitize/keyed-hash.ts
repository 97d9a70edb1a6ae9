import { createHmac, createSecretKey } from 'node:crypto';
import type { Secret } from '../config/secret.ts';

/** HMAC-SHA-256(key, domain ‖ 0x00 ‖ value): 32 bytes. `domain` keeps the uses of one key apart. */
export type KeyedHash = (domain: string, value: string) => Buffer;

/** Binds the mask key; without it, nobody can tell which raw value a pseudonym stands for by trying them all. */
export function createKeyedHash(key: Secret): KeyedHash {
  const secretKey = createSecretKey(key.reveal(), 'utf8');
  return (domain, value) =>
    createHmac('sha256', secretKey).update(`${domain}\0${value}`, 'utf8').digest();
}

/** Names the key, without giving it away, where it must be told whether two snapshots share it: 16 hex digits. */
export function keyId(key: Secret): string {
  return createKeyedHash(key)('key-id', '').toString('hex').slice(0, 16);
}
