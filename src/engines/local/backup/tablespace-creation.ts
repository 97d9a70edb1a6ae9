import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** XLogLongPageHeaderData of a segment's first page, XLogPageHeaderData of the others, as they are aligned. */
const FIRST_HEADER_BYTES = 40;
const HEADER_BYTES = 24;

/** The longest location has 1023 bytes, MAXPGPATH. */
const LONGEST_RECORD = 1100;

/** RM_TBLSPC_ID in PostgreSQL's src/include/access/rmgrlist.h */
const TABLESPACE_MANAGER = 5;

/**
 * Whether segments of the write-ahead log, in the order of the log, hold the making of a tablespace in one of the
 * locations. Recovery would do it again: put a link to that place, which is the source's, into the copy.
 */
export async function createsTablespace(
  folder: string,
  segments: readonly string[],
  locations: readonly string[],
): Promise<boolean> {
  let before = Buffer.alloc(0);
  for (const segment of segments) {
    const records = Buffer.concat([
      before,
      withoutPageHeaders(await readFile(join(folder, segment))),
    ]);
    if (locations.some((location) => holdsCreation(records, location))) return true;
    // A record may end in the next segment.
    before = records.subarray(-LONGEST_RECORD);
  }
  return false;
}

function withoutPageHeaders(segment: Buffer): Buffer {
  const pages: Buffer[] = [];
  // xlp_xlog_blcksz; 8192 unless PostgreSQL was built otherwise.
  const pageBytes = segment.readUInt32LE(36);
  for (let page = 0; page < segment.length; page += pageBytes) {
    const header = page === 0 ? FIRST_HEADER_BYTES : HEADER_BYTES;
    pages.push(segment.subarray(page + header, page + pageBytes));
  }
  return Buffer.concat(pages);
}

/**
 * xl_tblspc_create_rec in src/include/commands/tablespace.h, an oid and the location with a zero byte, is all of the
 * record's data. Before it are XLogRecord (24 bytes; xl_rmid is the 18th, xl_info the 17th) and the header of the data:
 * 255 and its length in one byte, or 254 and its length in four; src/include/access/xlogrecord.h.
 */
function holdsCreation(records: Buffer, location: string): boolean {
  const text = Buffer.from(`${location}\0`);
  for (let at = records.indexOf(text); at !== -1; at = records.indexOf(text, at + 1)) {
    const dataHeaderBytes = text.length + 4 > 255 ? 5 : 2;
    const record = at - 4 - dataHeaderBytes - 24;
    if (record < 0) continue;
    const isCreation = ((records[record + 16] as number) & 0xf0) === 0;
    if (records[record + 17] === TABLESPACE_MANAGER && isCreation) return true;
  }
  return false;
}
