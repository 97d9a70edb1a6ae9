/**
 * The bodies of the messages that a conversation is followed by. A body may be cut at a limit: what is missing then is
 * `undefined` or left out. Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

/** Bytes that a parameter takes besides its own. */
const PARAMETER = 128;

/** A column of a result, as RowDescription has it. */
export interface Column {
  readonly name: string;
  /** OID of the table, or 0 for what is computed. */
  readonly table: number;
  readonly attribute: number;
  /** OID of the type. */
  readonly type: number;
  readonly format: number;
}

/** Cut values keep the length that they had. */
export interface Value {
  readonly bytes: Buffer;
  readonly length: number;
}

export interface Bind {
  readonly portal: string;
  readonly statement: string;
  readonly parameters: readonly { readonly format: number; readonly value: Value | null }[];
  /** `undefined` when the body was cut before them. */
  readonly resultFormats: readonly number[] | undefined;
}

export function readQuery(body: Buffer): string {
  return createReader(body).text();
}

export function readParse(body: Buffer): { name: string; sql: string; types: number[] } {
  const reader = createReader(body);
  const name = reader.text();
  const sql = reader.text();
  return { name, sql, types: reader.hasMore() ? reader.list(4) : [] };
}

/** Keeps at most `limit` bytes of each parameter; with 0 no parameters. */
export function readBind(body: Buffer, limit: number): Bind {
  const reader = createReader(body);
  const portal = reader.text();
  const statement = reader.text();
  const formats = reader.list(2);
  const count = reader.integer(2);
  const parameters: { format: number; value: Value | null }[] = [];
  for (let index = 0; index < count && reader.hasMore(); index++) {
    const format = formats.length === 1 ? formats[0] : formats[index];
    const length = reader.integer(4);
    const value = length < 0 ? null : { bytes: reader.bytes(length, limit), length };
    if (limit > 0) parameters.push({ format: format ?? 0, value });
  }
  return {
    portal,
    statement,
    parameters,
    resultFormats: reader.hasMore() ? reader.list(2) : undefined,
  };
}

/** Bytes that the parameters take, with what holds them. */
export function sizeOfParameters({ parameters }: Pick<Bind, 'parameters'>): number {
  return parameters.reduce((sum, { value }) => sum + PARAMETER + (value?.bytes.length ?? 0), 0);
}

/** Of Describe and Close: `S` for a prepared statement, `P` for a portal. */
export function readTarget(body: Buffer): { of: 'S' | 'P'; name: string } {
  return { of: body[0] === 0x53 ? 'S' : 'P', name: createReader(body.subarray(1)).text() };
}

/** The portal of an Execute. */
export function readExecute(body: Buffer): string {
  return createReader(body).text();
}

export function readParameterTypes(body: Buffer): number[] {
  return createReader(body).list(4);
}

export function readColumns(body: Buffer): Column[] {
  const reader = createReader(body);
  const count = reader.integer(2);
  const columns: Column[] = [];
  for (let index = 0; index < count && reader.hasMore(); index++) {
    const name = reader.text();
    const table = reader.integer(4) >>> 0;
    const attribute = reader.integer(2);
    const type = reader.integer(4) >>> 0;
    reader.bytes(6, 0);
    columns.push({ name, table, attribute, type, format: reader.integer(2) });
  }
  return columns;
}

function createReader(body: Buffer) {
  let at = 0;

  /** Signed, of 2 or 4 bytes; 0 behind the end. */
  function integer(size: 2 | 4): number {
    const start = at;
    at += size;
    if (at > body.length) return 0;
    return size === 2 ? body.readInt16BE(start) : body.readInt32BE(start);
  }

  return {
    integer,
    hasMore: () => at < body.length,
    /** Up to its zero, or to the end of a cut body. */
    text(): string {
      const end = body.indexOf(0, at);
      const text = body.toString('utf8', at, end === -1 ? body.length : end);
      at = end === -1 ? body.length : end + 1;
      return text;
    },
    /** A copy of the first `limit` of `length` bytes. */
    bytes(length: number, limit: number): Buffer {
      const start = at;
      at += length;
      return Buffer.from(body.subarray(start, start + Math.min(length, limit)));
    },
    /** A count of two bytes, and so many integers. */
    list(size: 2 | 4): number[] {
      const count = integer(2);
      const list: number[] = [];
      while (list.length < count && at < body.length) list.push(integer(size));
      return list;
    },
  };
}
