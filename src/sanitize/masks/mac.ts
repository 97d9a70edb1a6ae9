import { hashIn } from './hash.ts';
import type { ApplyMask } from './mask.ts';
import { createOctetMask } from './octets.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { writeHex } from './write-as.ts';

/** The spellings that PostgreSQL takes for `macaddr` and `macaddr8`: six or eight bytes, in groups of one form. */
const spellings =
  /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}(?:[0-9a-f]{2}\1[0-9a-f]{2}\1)?[0-9a-f]{2}|[0-9a-f]{6}[:-](?:[0-9a-f]{6}|[0-9a-f]{10})|[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4}(?:\2[0-9a-f]{4})?|[0-9a-f]{12}|[0-9a-f]{16})$/i;

/**
 * Another address in the same spelling, marked as locally administered (IEEE 802), which no vendor's is. Addresses of one
 * vendor begin with one pseudonymous vendor, and stay apart. An EUI-64 made from a MAC address (`…ff:fe…`) agrees with it.
 * What is no address is masked as `hash`.
 */
export const maskMac: ApplyMask = (raw, context) => {
  const text = raw.trim();
  if (!spellings.test(text)) return hashOther(raw, context);
  const bytes = [...Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex')];
  const isExtended = bytes.length === 8 && bytes[3] === 0xff && bytes[4] === 0xfe;
  if (isExtended) bytes.splice(3, 2);
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const masked = octets(bytes, context, attempt);
    // The lowest bit says group or single, the next one who gave the address.
    masked[0] = ((masked[0] as number) & 0xfc) | 0x02 | ((bytes[0] as number) & 0x01);
    if (isExtended) masked.splice(3, 0, 0xff, 0xfe);
    return writeHex(text, Buffer.from(masked).toString('hex'));
  });
};

const octets = createOctetMask('mac');
const hashOther = hashIn('mac');
