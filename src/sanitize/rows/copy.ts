import { once } from 'node:events';
import type { Client } from 'pg';
import { from, to } from 'pg-copy-streams';
import { identifier } from '../sql.ts';
import type { RowTransport } from './row-transport.ts';
import { wholeLines } from './whole-lines.ts';

/**
 * Rows by COPY. Bytes of a database without an encoding (SQL_ASCII) pass as they are: they need not be UTF-8, and
 * nothing could convert them.
 */
export function createCopyTransport(serverEncoding: string): RowTransport {
  const encoding = serverEncoding === 'SQL_ASCII' ? serverEncoding : 'UTF8';
  return {
    async *read(client, query, signal) {
      const stream = client.query(
        to(`COPY (${query}) TO STDOUT (ENCODING '${encoding}')`, { highWaterMark: 1024 * 1024 }),
      );
      let done = false;
      const abort = () => stream.destroy(signal.reason);
      signal.addEventListener('abort', abort);
      try {
        signal.throwIfAborted();
        yield* wholeLines(stream);
        done = true;
      } finally {
        signal.removeEventListener('abort', abort);
        if (!done) hangUp(client);
      }
    },
    async write(client, { table, columns }, lines) {
      const list = columns.length === 0 ? '' : `(${columns.map(identifier).join(', ')})`;
      const stream = client.query(
        from(`COPY ${table} ${list} FROM STDIN (ENCODING '${encoding}')`),
      );
      let failure: Error | undefined;
      const failed = new Promise<never>((_, reject) => {
        stream.on('error', (error) => {
          failure ??= error;
          reject(error);
        });
      });
      failed.catch(() => {});
      try {
        for await (const chunk of lines) {
          if (failure !== undefined) throw failure;
          if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
        }
      } catch (error) {
        if (failure === undefined) hangUp(client);
        throw error;
      }
      if (failure !== undefined) throw failure;
      stream.end();
      await Promise.race([once(stream, 'finish'), failed]);
      // A table that was emptied in the same transaction is only ever extended.
      return undefined;
    },
  };
}

/** In the middle of a COPY nothing else can be said on a connection; a query after it would wait for ever. */
function hangUp(client: Client): void {
  client.end().catch(() => {});
}
