import { createSipHash } from '../fingerprint.ts';
import type { MaskContext } from './mask.ts';
import { perContext } from './per-context.ts';

/**
 * Keyed bytes for bytes, bit by bit: two rows that begin with the same n bits get pseudonyms that begin with the same n
 * bits, and no more, so nets stay nets and hosts stay apart (as in Crypto-PAn, Xu et al. 2002, with SipHash instead of
 * AES).
 */
export function createOctetMask(domain: string) {
  const flipsOf = perContext(() => new Map<number, Flips>());
  return (octets: readonly number[], context: MaskContext, attempt: number): number[] => {
    const ofAttempts = flipsOf(context);
    let flips = ofAttempts.get(attempt);
    if (flips === undefined) {
      flips = createFlips(context.hash(domain, String(attempt)));
      ofAttempts.set(attempt, flips);
    }
    let before = '';
    return octets.map((octet) => {
      const masked = octet ^ (flips as Flips)(before, octet);
      before += SIGNS[octet];
      return masked;
    });
  };
}

/** The bits of an octet that are turned: each is decided by the octets before, and the octet's own bits before it. */
type Flips = (before: string, octet: number) => number;

/** An octet as two characters of ASCII, which are hashed fastest. */
const SIGNS = Array.from({ length: 256 }, (_, octet) =>
  String.fromCharCode(octet >> 4, octet & 0x0f),
);

function createFlips(key: Buffer): Flips {
  const sip = createSipHash(key.subarray(0, 16));
  return (before, octet) => {
    // A tree of 255 nodes has a bit for each: node 1 is its root, nodes 2n and 2n + 1 are the children of node n.
    const path = 0x100 | octet;
    let flips = 0;
    let hashed = -1;
    let bits = { high: 0, low: 0 };
    for (let bit = 7; bit >= 0; bit -= 1) {
      const node = path >> (bit + 1);
      if (node >> 6 !== hashed) {
        hashed = node >> 6;
        bits = sip(before + String.fromCharCode(0x40 + hashed));
      }
      flips |= (((node & 32 ? bits.high : bits.low) >>> (node & 31)) & 1) << bit;
    }
    return flips;
  };
}
