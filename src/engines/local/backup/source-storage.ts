import { lstat, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Client } from 'pg';
import { readControlFile } from '../data-directory/control-file.ts';
import { sourceUnsupported } from './source-unsupported.ts';

/** Where the files of a cluster are. */
export interface SourceStorage {
  /** Of the folder with the write-ahead log, links resolved. */
  readonly log: string;
  readonly tablespaces: readonly Tablespace[];
}

/** A tablespace that somebody made, with its files of this version of PostgreSQL. */
export interface Tablespace {
  readonly name: string;
  /** As it was given when it was made; `undefined` for one inside the data directory. */
  readonly location: string | undefined;
  /** Where its files are, links resolved. */
  readonly from: string;
  /** Where they belong, relative to the data directory. */
  readonly to: string;
}

/** Finds all of a cluster's storage. Throws `source-unsupported` for what is not there or not PostgreSQL's. */
export async function readStorage(client: Client, dataDirectory: string): Promise<SourceStorage> {
  if (!(await lstat(join(dataDirectory, 'PG_VERSION')).catch(() => undefined))?.isFile()) {
    throw sourceUnsupported('there is no readable data directory of PostgreSQL');
  }
  const log = await realpath(join(dataDirectory, 'pg_wal')).catch((error) => {
    throw sourceUnsupported('its pg_wal is unreadable', undefined, error);
  });
  const { rows } = await client.query<TablespaceRow>(
    `SELECT oid::text, spcname AS name, pg_tablespace_location(oid) AS location,
       current_setting('server_version_num')::int / 10000 AS major,
       EXISTS (SELECT FROM pg_settings WHERE name = 'allow_in_place_tablespaces') AS "inPlace"
     FROM pg_tablespace WHERE oid NOT IN (1663, 1664) ORDER BY oid`,
  );
  const tablespaces: Tablespace[] = [];
  for (const row of rows) tablespaces.push(await findTablespace(dataDirectory, row));
  return { log, tablespaces };
}

interface TablespaceRow {
  readonly oid: string;
  readonly name: string;
  readonly location: string;
  readonly major: number;
  /** Whether the server takes a folder for a tablespace: all majors do since the minor releases of August 2022. */
  readonly inPlace: boolean;
}

/** A link counts only if the server says the same of it. */
async function findTablespace(dataDirectory: string, row: TablespaceRow): Promise<Tablespace> {
  const { oid, name, location, major } = row;
  // The server that says so may be anybody's, and they become a path.
  if (!/^\d+$/.test(oid) || !Number.isInteger(major)) {
    throw sourceUnsupported('its server names its tablespaces as PostgreSQL never does');
  }
  if (!row.inPlace) {
    throw sourceUnsupported(
      `PostgreSQL ${major} of this minor release can't have tablespaces inside of a copy`,
      `Update it to the latest minor release of PostgreSQL ${major}.`,
    );
  }
  const link = join('pg_tblspc', oid);
  const { catalogVersion } = await readControlFile(dataDirectory);
  const folder = `PG_${major}_${catalogVersion}`;
  const to = `${link}/${folder}`;
  try {
    const path = join(dataDirectory, link);
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && (!isAbsolute(location) || (await readlink(path)) !== location)) throw undefined;
    const from = join(await realpath(path), folder);
    if (!(await lstat(from)).isDirectory()) throw undefined;
    return { name, location: isLink ? location : undefined, from, to };
  } catch (error) {
    throw sourceUnsupported(
      `the tablespace with the oid ${oid} is unreadable`,
      'Give our user the right to read the folder of the tablespace, in the place that the server knows.',
      error,
    );
  }
}
