import type { Client } from 'pg';
import type { PlaceList } from './row-places.ts';

/**
 * How the rows of a query come from a server, and go into a table: always as lines of COPY's text format
 * (https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS). What its implementations ask of the server
 * has to be asked inside a transaction.
 */
export interface RowTransport {
  /**
   * The rows of a SELECT in the server's order, as chunks of whole lines, which belong to the reader. Reading on waits
   * until the last chunk was taken. Throws PostgreSQL's errors; the connection is of no use after an early end.
   */
  read(client: Client, query: string, signal: AbortSignal): AsyncIterable<Buffer>;
  /**
   * Writes lines into an empty table, and resolves when the server has checked them all. An empty list of columns
   * stands for all that are stored. Returns where the rows are, in the order of the lines, or nothing if that is the
   * order in which the table is read. Throws PostgreSQL's errors, and what `lines` throws.
   */
  write(
    client: Client,
    target: RowTarget,
    lines: AsyncIterable<Uint8Array>,
  ): Promise<PlaceList | undefined>;
}

/** Where rows go. */
export interface RowTarget {
  /** As SQL reads it. */
  readonly table: string;
  /** Their names, in the order of the fields. */
  readonly columns: readonly string[];
}
