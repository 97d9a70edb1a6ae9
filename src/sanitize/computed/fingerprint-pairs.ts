/** Pairs of fingerprints, of a raw value and of its pseudonym: 64 bits each, in typed arrays. */
export interface FingerprintPairs {
  /** raw, masked, raw, masked, …; pairs that came before change nothing. */
  add(pairs: BigUint64Array): void;
  /** Whether a pseudonym with this fingerprint came. */
  hasMasked(fingerprint: bigint): boolean;
  /** The raw values that share their pseudonym with another raw value, whatever the order in which they came. */
  readonly colliding: ReadonlySet<bigint>;
}

/** Words of 32 bits of an entry: masked low and high, raw low and high. */
const ENTRY = 4;

/**
 * A hash table with open addressing, from pseudonym to the first raw value: 16 bytes an entry, a third to two thirds of
 * them used. The fingerprints are hashes already, so their low bits are the place.
 */
export function createFingerprintPairs(): FingerprintPairs {
  let capacity = 1024;
  let table = new Uint32Array(capacity * ENTRY);
  let used = 0;
  const colliding = new Set<bigint>();

  /** The entry of a pseudonym, or the empty one where it belongs. */
  function find(low: number, high: number): number {
    let place = (low & (capacity - 1)) * ENTRY;
    while (!isEmpty(place) && (table[place] !== low || table[place + 1] !== high)) {
      place = (place + ENTRY) & (capacity * ENTRY - 1);
    }
    return place;
  }

  function isEmpty(place: number): boolean {
    return table[place] === 0 && table[place + 1] === 0;
  }

  function grow() {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * ENTRY);
    for (let from = 0; from < old.length; from += ENTRY) {
      const low = old[from] as number;
      const high = old[from + 1] as number;
      if (low !== 0 || high !== 0) {
        const to = find(low, high);
        for (let word = 0; word < ENTRY; word += 1) table[to + word] = old[from + word] as number;
      }
    }
    // At once: in a thread with a small heap the collector comes round late.
    old.buffer.transfer(0);
  }

  return {
    colliding,
    add(pairs) {
      const words = new Uint32Array(pairs.buffer, pairs.byteOffset, pairs.length * 2);
      for (let index = 0; index < words.length; index += ENTRY) {
        const [rawLow, rawHigh] = [words[index] as number, words[index + 1] as number];
        // An entry of zeros would be an empty one.
        const low = (words[index + 2] as number) || 1;
        const high = words[index + 3] as number;
        const place = find(low, high);
        if (isEmpty(place)) {
          table[place] = low;
          table[place + 1] = high;
          table[place + 2] = rawLow;
          table[place + 3] = rawHigh;
          used += 1;
          if (used * 3 > capacity * 2) grow();
        } else if (table[place + 2] !== rawLow || table[place + 3] !== rawHigh) {
          colliding.add(join(rawLow, rawHigh));
          colliding.add(join(table[place + 2] as number, table[place + 3] as number));
        }
      }
    },
    hasMasked(fingerprint) {
      const low = Number(fingerprint & 0xffff_ffffn) || 1;
      return !isEmpty(find(low, Number(fingerprint >> 32n)));
    },
  };
}

function join(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
