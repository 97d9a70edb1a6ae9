import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own number of rounds; src/include/common/scram-common.h */
const ROUNDS = 4096;
const SALT_BYTES = 16;

/**
 * What PostgreSQL stores of a password, so that the password itself never reaches the server. The password must be
 * ASCII. Source: RFC 5803, and scram_build_secret in PostgreSQL's src/common/scram-common.c.
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest();
  const parts = [salt, storedKey, key('Server Key')].map((bytes) => bytes.toString('base64'));
  return `SCRAM-SHA-256$${ROUNDS}:${parts[0]}$${parts[1]}:${parts[2]}`;
}
