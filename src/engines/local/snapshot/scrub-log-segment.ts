import { open } from 'node:fs/promises';
import { BranchProdError } from '../../../errors.ts';
import type { ControlFile } from '../data-directory/control-file.ts';

/**
 * Source of all sizes and offsets: XLogPageHeaderData and XLogLongPageHeaderData in PostgreSQL's
 * src/include/access/xlog_internal.h, XLogRecord in src/include/access/xlogrecord.h.
 */
const LONG_PAGE_HEADER = 40;
const SHORT_PAGE_HEADER = 24;
const SEGMENT_SIZE_OFFSET = 32;
const PAGE_SIZE_OFFSET = 36;
const RECORD_HEADER = 24;
/** xl_info and xl_rmid of a shutdown checkpoint: XLOG_CHECKPOINT_SHUTDOWN and RM_XLOG_ID, both 0. */
const INFO_OFFSET = 16;

/** The name of the segment that holds the last checkpoint, as XLogFileName makes it. `size` is a segment's, in bytes. */
export function segmentName({ timeline, checkpoint }: ControlFile, size: number): string {
  if (size <= 0) throw unexpected('there is no write-ahead log');
  const number = checkpoint / BigInt(size);
  const perLog = 0x1_0000_0000n / BigInt(size);
  return [BigInt(timeline), number / perLog, number % perLog]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('');
}

/**
 * Makes everything zero in a segment of the write-ahead log except what a server reads when it starts after a clean
 * shutdown: the header of the segment, the header of the checkpoint's page, and the checkpoint's record. Throws
 * `engine-failed` when that record isn't a shutdown checkpoint.
 */
export async function scrubLogSegment(path: string, checkpoint: bigint): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const read = async (offset: number, length: number) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      if (bytesRead < length) throw unexpected('it ends too early');
      return { offset, bytes: buffer };
    };
    const start = await read(0, LONG_PAGE_HEADER);
    const pageSize = start.bytes.readUInt32LE(PAGE_SIZE_OFFSET);
    if (start.bytes.readUInt32LE(SEGMENT_SIZE_OFFSET) !== size || pageSize < 1024) {
      throw unexpected('its header is damaged');
    }
    const offset = Number(checkpoint % BigInt(size));
    const pageEnd = offset - (offset % pageSize) + pageSize;
    const header = await read(offset, RECORD_HEADER);
    const length = header.bytes.readUInt32LE(0);
    if (
      length < RECORD_HEADER ||
      length > pageSize ||
      header.bytes.readUInt16LE(INFO_OFFSET) !== 0
    ) {
      throw unexpected('the last record is no shutdown checkpoint');
    }
    // What does not fit into the page goes on behind the next page's header.
    const rest = Math.max(0, offset + length - pageEnd);
    const kept = [
      start,
      await read(pageEnd - pageSize, SHORT_PAGE_HEADER),
      await read(offset, length - rest),
    ];
    if (rest > 0) kept.push(await read(pageEnd, SHORT_PAGE_HEADER + rest));
    await file.truncate(0);
    await file.truncate(size);
    for (const { offset, bytes } of kept) await file.write(bytes, 0, bytes.length, offset);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unexpected(reason: string): BranchProdError {
  return new BranchProdError(
    'engine-failed',
    `The copy's write-ahead log can't be scrubbed: ${reason}`,
    {
      nextStep: 'Report it: no snapshot was made.',
    },
  );
}
