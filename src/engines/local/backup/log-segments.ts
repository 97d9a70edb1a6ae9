import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isLogSegment } from '../data-directory/postgres-files.ts';
import { sourceUnsupported } from './source-unsupported.ts';

/** Positions in the write-ahead log, in bytes since its beginning, and the size of its files. */
export interface LogRange {
  readonly start: bigint;
  readonly stop: bigint;
  readonly segmentBytes: number;
}

/** Whether a copy needs a file of `pg_wal`: its part of the log, on whatever timeline, and their histories. */
export function isNeededLog(name: string, range: LogRange): boolean {
  if (/^[0-9A-F]{8}\.history$/.test(name)) return true;
  if (!isLogSegment(name)) return false;
  const { first, last } = segments(range);
  const number = numberOf(name, range);
  return first <= number && number <= last;
}

/**
 * Checks that a copied `pg_wal` has all of its part of the log. A checkpoint of the source gives old segments to new
 * ones by renaming them: then the copy has them under the new name, half overwritten, or not at all. Throws
 * `source-unsupported`.
 */
export async function requireLog(from: string, to: string, range: LogRange): Promise<void> {
  // A name that is still there has never meant another file: no name is used twice.
  const names = (await readdir(from)).filter((name) => isNeededLog(name, range));
  const { first, last } = segments(range);
  for (let number = first; number <= last; number++) {
    const candidates = names.filter(
      (name) => isLogSegment(name) && numberOf(name, range) === number,
    );
    const sound = candidates.map((name) => startsSegment(join(to, name), name, number, range));
    if (!(await Promise.all(sound)).includes(true)) throw missing();
  }
}

/** The stop is exclusive, XLByteToPrevSeg in PostgreSQL's src/include/access/xlog_internal.h. */
function segments({ start, stop, segmentBytes }: LogRange) {
  const bytes = BigInt(segmentBytes);
  const first = start / bytes;
  return { first, last: stop > start ? (stop - 1n) / bytes : first };
}

/** XLogFromFileName in src/include/access/xlog_internal.h: timeline, high half, segment of it; 8 digits each. */
function numberOf(name: string, { segmentBytes }: LogRange): bigint {
  const perHalf = 0x1_0000_0000n / BigInt(segmentBytes);
  return BigInt(`0x${name.slice(8, 16)}`) * perHalf + BigInt(`0x${name.slice(16)}`);
}

/** XLogLongPageHeaderData in src/include/access/xlog_internal.h. */
async function startsSegment(
  path: string,
  name: string,
  number: bigint,
  { segmentBytes }: LogRange,
): Promise<boolean> {
  const file = await open(path).catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return false;
  try {
    const header = Buffer.alloc(40);
    await file.read(header, 0, header.length, 0);
    return (
      (await file.stat()).size === segmentBytes &&
      header.readUInt16LE(0) !== 0 &&
      header.readUInt32LE(4) <= Number.parseInt(name.slice(0, 8), 16) &&
      header.readBigUInt64LE(8) === number * BigInt(segmentBytes) &&
      header.readUInt32LE(32) === segmentBytes
    );
  } finally {
    await file.close();
  }
}

function missing() {
  return sourceUnsupported(
    'its server recycled write-ahead log that the copy needs before it was copied',
    'Give the role of `source.postgres` the REPLICATION attribute and the server a free replication slot, or raise `wal_keep_size`; then run it again.',
  );
}
