import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';

/** What `global/pg_control` says. */
export interface ControlFile {
  readonly systemIdentifier: bigint;
  /** Of the catalogs' form; part of the name of every folder in a tablespace. */
  readonly catalogVersion: number;
  /** Whether the server's last act was a shutdown checkpoint. */
  readonly shutDown: boolean;
  /** When the file was last written, in whole seconds. */
  readonly writtenAt: Date;
  /** Where the last checkpoint's record starts in the write-ahead log. */
  readonly checkpoint: bigint;
  readonly timeline: number;
}

/** From this one on, PostgreSQL 11, the fields are where they are read; older ones have another in between. */
const OLDEST_VERSION = 1100;
/** DBState in src/include/catalog/pg_control.h */
const DB_SHUTDOWNED = 1;

/**
 * Reads the control file of a data directory. Source of the offsets: ControlFileData and CheckPoint in PostgreSQL's
 * src/include/catalog/pg_control.h. Throws `source-unsupported` for a server that is too old or isn't little-endian.
 */
export async function readControlFile(dataDirectory: string): Promise<ControlFile> {
  const bytes = await readFile(join(dataDirectory, 'global/pg_control'));
  const version = bytes.length < 52 ? 0 : bytes.readUInt32LE(8);
  if (version < OLDEST_VERSION || version > 0xffff) {
    throw new BranchProdError('source-unsupported', 'The control file is of an unknown version', {
      nextStep: 'Use PostgreSQL 13 or later on a little-endian machine as the source.',
    });
  }
  return {
    systemIdentifier: bytes.readBigUInt64LE(0),
    catalogVersion: bytes.readUInt32LE(12),
    shutDown: bytes.readUInt32LE(16) === DB_SHUTDOWNED,
    writtenAt: new Date(Number(bytes.readBigInt64LE(24)) * 1000),
    checkpoint: bytes.readBigUInt64LE(32),
    timeline: bytes.readUInt32LE(48),
  };
}
