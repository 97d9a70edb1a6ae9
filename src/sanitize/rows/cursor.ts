import type { Client } from 'pg';
import { identifier } from '../sql.ts';
import { decodeLines, encodeLine } from './copy-text.ts';
import { createPlaceList, parsePlace } from './row-places.ts';
import type { RowTarget, RowTransport } from './row-transport.ts';
import { wholeLines } from './whole-lines.ts';

/** Rows fetched at once. */
const BATCH = 200;

/** Most parameters that a statement can have. */
const PARAMETERS = 65_535;

const asText = { getTypeParser: () => (value: unknown) => value };

/** Rows by a cursor and INSERT, for a server that can't be sent a COPY. */
export const cursorTransport: RowTransport = {
  read: (client, query, signal) => wholeLines(readLines(client, query, signal)),
  async write(client, target, chunks) {
    // INSERT fills the room that earlier pages have left.
    const places = createPlaceList();
    for await (const chunk of wholeLines(chunks)) {
      let batch: (string | null)[][] = [];
      for (const row of decodeLines(chunk)) {
        batch.push(row);
        if (batch.length === BATCH || batch.length * row.length > PARAMETERS - row.length) {
          places.add(await insert(client, target, batch));
          batch = [];
        }
      }
      if (batch.length > 0) places.add(await insert(client, target, batch));
    }
    return places;
  },
};

async function* readLines(
  client: Client,
  query: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  await client.query(`DECLARE branch_prod_rows NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${BATCH} FROM branch_prod_rows`,
      rowMode: 'array',
      types: asText,
    });
    if (rows.length === 0) break;
    yield Buffer.from(rows.map(encodeLine).join(''));
  }
  await client.query('CLOSE branch_prod_rows');
}

/**
 * Returns block and offset of each row. A parameter takes the type of its column, so that its text is read as COPY reads
 * it and nothing is cut silently.
 */
async function insert(
  client: Client,
  { table, columns }: RowTarget,
  rows: (string | null)[][],
): Promise<Uint32Array> {
  const written: [string][] = [];
  const run = async (values: string, parameters: (string | null)[]) => {
    const result = await client.query<[string]>({
      text: `INSERT INTO ${table} ${values} RETURNING ctid`,
      values: parameters,
      rowMode: 'array',
    });
    written.push(...result.rows);
  };
  if (columns.length === 0) {
    for (const _ of rows) await run('DEFAULT VALUES', []);
  } else {
    let count = 0;
    const values = rows.map((row) => `(${row.map(() => `$${++count}`).join(', ')})`);
    const list = columns.map(identifier).join(', ');
    await run(`(${list}) OVERRIDING SYSTEM VALUE VALUES ${values.join(', ')}`, rows.flat());
  }
  return Uint32Array.from(written.flatMap(([place]) => parsePlace(place)));
}
