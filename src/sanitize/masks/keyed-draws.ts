import type { KeyedHash } from '../keyed-hash.ts';

/** The next number from 0 up to, and without, `below`. */
export type Draw = (below: number) => number;

/** An endless row of numbers that key, domain and value decide; 32 bits each, so small ranges have no visible bias. */
export function keyedDraws(hash: KeyedHash, domain: string, value: string): Draw {
  // A value may be long, so it is hashed once and not for every block.
  const seed = hash(domain, value).toString('hex');
  let block = Buffer.alloc(0);
  let offset = 0;
  let blocks = 0;
  return (below) => {
    if (offset === block.length) {
      block = Buffer.from(hash(`${domain}-block`, `${blocks}\0${seed}`));
      blocks += 1;
      offset = 0;
    }
    offset += 4;
    return block.readUInt32BE(offset - 4) % below;
  };
}
