import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCopyTransport } from '../../../src/sanitize/rows/copy.ts';
import { inRowTransaction } from '../../../src/sanitize/rows/row-transaction.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../postgres/start-postgres.ts';
import { have, needs } from '../../skip.ts';

const { any } = await findTestInstallations();
const signal = new AbortController().signal;

describe('rows by COPY', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    if ('installation' in any) server = await startPostgres(have(any).installation);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it.each([
    ['SQL_ASCII', `convert_from('\\xe9ff5c09', 'SQL_ASCII')`],
    ['LATIN1', `U&'\\00e9\\00ff\\005c\\0009'`],
    ['UTF8', `U&'\\00e9\\+01F600\\005c\\0009'`],
  ])('keep the bytes of a database in %s', needs(any), async (encoding, text) => {
    await server.query(
      `CREATE DATABASE in_${encoding} ENCODING '${encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    const client = new pg.Client({
      ...server.address,
      password: server.address.password?.reveal(),
      database: `in_${encoding.toLowerCase()}`,
    });
    await client.connect();
    try {
      await client.query(
        `CREATE TABLE t AS SELECT i AS id, ${text} AS text FROM generate_series(1, 30000) i`,
      );
      await client.query('CREATE TABLE u (LIKE t)');
      const transport = createCopyTransport(encoding);
      const chunks: Buffer[] = [];
      await inRowTransaction(client, 'public', async () => {
        for await (const chunk of transport.read(client, 'SELECT * FROM t', signal))
          chunks.push(chunk);
        await transport.write(client, { table: 'u', columns: ['id', 'text'] }, each(chunks));
      });
      expect(chunks.length).toBeGreaterThan(1);
      expect(chunks.every((chunk) => chunk.at(-1) === 0x0a)).toBe(true);
      const { rows } = await client.query(
        'SELECT count(*)::int AS n FROM t JOIN u USING (id, text)',
      );
      expect(rows).toEqual([{ n: 30000 }]);
    } finally {
      await client.end();
    }
  });
});

async function* each(chunks: Buffer[]) {
  yield* chunks;
}
