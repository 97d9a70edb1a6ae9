import { readFile } from 'node:fs/promises';
import type { Corpus, Message } from './corpus.ts';
import { embeddingText } from './embedding-text.ts';

/** What is needed of a `pg.Client`. */
export interface QueryClient {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

export interface LoadOptions {
  /** Connected to an empty database. */
  client: QueryClient;
  corpus: Corpus;
  /** The embeddings of some texts, in their order. */
  embed(texts: string[]): Promise<number[][]>;
  onProgress?: (progress: { loaded: number; of: number }) => void;
}

const schema = new URL('../../../examples/mail-assistant/schema.sql', import.meta.url);
const batchSize = 250;

/**
 * Makes the example's tables and fills them. The vector index is built last, over all rows at once, and
 * everything is written out, so that a copy of the files needs no recovery and no vacuum.
 */
export async function loadCorpus({ client, corpus, embed, onProgress }: LoadOptions) {
  const [tables = '', vectorIndex = ''] = (await readFile(schema, 'utf8')).split(
    /(?=CREATE INDEX messages_embedding_idx)/,
  );
  await client.query(tables);
  await insertPeopleAndThreads(client, corpus);
  for (let loaded = 0; loaded < corpus.messages.length; loaded += batchSize) {
    const batch = corpus.messages.slice(loaded, loaded + batchSize);
    await insertMessages(client, batch, await embed(batch.map(embeddingText)));
    onProgress?.({ loaded: loaded + batch.length, of: corpus.messages.length });
  }
  await client.query(vectorIndex);
  for (const table of ['people', 'threads', 'messages']) {
    // The rows brought their ids; the next one that the application adds must not take one of them.
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table}`,
    );
  }
  await client.query('VACUUM (FREEZE, ANALYZE)');
  await client.query('CHECKPOINT');
}

async function insertPeopleAndThreads(client: QueryClient, { people, threads }: Corpus) {
  await client.query(
    'INSERT INTO people (id, name, email) SELECT * FROM unnest($1::int[], $2::text[], $3::text[])',
    columns(people, ['id', 'name', 'email']),
  );
  await client.query(
    'INSERT INTO threads (id, subject) SELECT * FROM unnest($1::int[], $2::text[])',
    columns(threads, ['id', 'subject']),
  );
}

async function insertMessages(client: QueryClient, messages: Message[], embeddings: number[][]) {
  const fields = [
    'id',
    'thread_id',
    'person_id',
    'message_id',
    'sent_at',
    'subject',
    'body',
  ] as const;
  await client.query(
    `INSERT INTO messages (${fields.join(', ')}, embedding)
     SELECT ${fields.join(', ')}, embedding::vector FROM unnest(
       $1::int[], $2::int[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[]
     ) AS rows (${fields.join(', ')}, embedding)`,
    [...columns(messages, fields), embeddings.map((embedding) => JSON.stringify(embedding))],
  );
}

function columns<Row, Field extends keyof Row>(rows: Row[], fields: readonly Field[]) {
  return fields.map((field) => rows.map((row) => row[field]));
}
