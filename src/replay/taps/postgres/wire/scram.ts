import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The client's side of SCRAM-SHA-256, one authentication: RFC 5802 and RFC 7677, without channel binding. */
export interface ScramExchange {
  /** The first message, for SASLInitialResponse. */
  readonly first: string;
  /** The answer to the server's first message. Throws when that is not as the RFC has it. */
  answer(serverFirst: string): Promise<string>;
  /** Whether the server has shown that it knows the password too. */
  confirms(serverFinal: string): boolean;
}

/** Keys are derived in thousands of rounds: what is done once for a password and a salt is kept here. */
export type ScramCache = Map<string, Promise<Buffer>>;

/** OWASP's number for PBKDF2-HMAC-SHA256 is 600,000; a server that asks for more wants to keep us busy. */
const MOST_ROUNDS = 1_000_000;

const derive = promisify(pbkdf2);

/**
 * The password is taken as it is, without SASLprep: an engine makes it of ASCII. PostgreSQL knows the user from the
 * startup message and ignores the one of SCRAM. The nonce is for tests.
 */
export function startScram(
  password: string,
  cache: ScramCache = new Map(),
  { user = '', nonce = randomBytes(18).toString('base64') } = {},
): ScramExchange {
  const firstBare = `n=${user},r=${nonce}`;
  let expected: Buffer = Buffer.alloc(0);
  return {
    first: `n,,${firstBare}`,
    async answer(serverFirst) {
      const [, both = '', salt = '', count = ''] =
        /^r=([!-+\--~]+),s=([A-Za-z0-9+/=]+),i=(\d+)/.exec(serverFirst) ?? [];
      const rounds = Number(count);
      if (!both.startsWith(nonce) || both.length === nonce.length) throw invalid();
      if (!(rounds >= 1 && rounds <= MOST_ROUNDS)) throw invalid();
      const name = `${salt},${rounds}`;
      const salted =
        cache.get(name) ?? derive(password, Buffer.from(salt, 'base64'), rounds, 32, 'sha256');
      cache.set(name, salted);
      const withoutProof = `c=biws,r=${both}`;
      const everything = `${firstBare},${serverFirst},${withoutProof}`;
      const clientKey = hmac(await salted, 'Client Key');
      const signature = hmac(createHash('sha256').update(clientKey).digest(), everything);
      const proof = clientKey.map((byte, index) => byte ^ (signature[index] as number));
      expected = hmac(hmac(await salted, 'Server Key'), everything);
      return `${withoutProof},p=${Buffer.from(proof).toString('base64')}`;
    },
    confirms(serverFinal) {
      const [, signature = ''] = /^v=([A-Za-z0-9+/=]+)/.exec(serverFinal) ?? [];
      const given = Buffer.from(signature, 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function invalid(): Error {
  return new Error('the server does not speak SCRAM-SHA-256 as RFC 7677 has it');
}
