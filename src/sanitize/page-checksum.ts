/** PostgreSQL's page size, in bytes; other sizes need a build of one's own. */
export const PAGE_SIZE = 8192;

const SUMS = 32;
const FNV_PRIME = 16777619;
const BASE_OFFSETS = [
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c,
  0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb,
  0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4,
  0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
];

/**
 * The checksum that a page of {@link PAGE_SIZE} bytes has as block `block` of its relation (pd_checksum, the 16 bits
 * at byte 8, counts as zero). Source: PostgreSQL, src/include/storage/checksum_impl.h.
 */
export function pageChecksum(page: Buffer, block: number): number {
  const sums = Uint32Array.from(BASE_OFFSETS);
  for (let offset = 0; offset < PAGE_SIZE; offset += 4 * SUMS) {
    for (let index = 0; index < SUMS; index++) {
      const at = offset + 4 * index;
      const word = page.readUInt32LE(at);
      sums[index] = mix(sums[index] as number, at === 8 ? word & 0xffff0000 : word);
    }
  }
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < SUMS; index++) sums[index] = mix(sums[index] as number, 0);
  }
  const folded = sums.reduce((result, sum) => result ^ sum, 0) ^ block;
  return ((folded >>> 0) % 65535) + 1;
}

function mix(sum: number, word: number): number {
  const mixed = (sum ^ word) >>> 0;
  return (Math.imul(mixed, FNV_PRIME) ^ (mixed >>> 17)) >>> 0;
}
