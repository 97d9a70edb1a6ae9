import { readFile } from 'node:fs/promises';
import type { Corpus, Message } from './corpus.ts';
import { embeddingText } from './embedding-text.ts';

/** What is needed of a `pg.Client`. */
export interface QueryClient {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

export interface LoadOptions {
  /** Connected to an empty database, or still being connected. */
  client: QueryClient | PromiseLike<QueryClient>;
  corpus: Corpus;
  /** The embeddings of some texts, in their order. */
  embed(texts: string[]): Promise<number[][]>;
  onProgress?: (progress: { loaded: number; of: number }) => void;
}

const schema = new URL('../../../examples/mail-assistant/schema.sql', import.meta.url);
const batchSize = 250;

/**
 * Makes the example's tables and fills them. The vector index is built last, over all rows at once, and
 * everything is written out, so that a copy of the files needs no recovery and no vacuum. Texts are embedded while the
 * database works on those before them.
 */
export async function loadCorpus({ client: connecting, corpus, embed, onProgress }: LoadOptions) {
  const batches = embedAhead(corpus.messages, embed);
  const client = await connecting;
  const [tables = '', vectorIndex = ''] = (await readFile(schema, 'utf8')).split(
    /(?=CREATE INDEX messages_embedding_idx)/,
  );
  await client.query(tables);
  await insertPeopleAndThreads(client, corpus);
  let loaded = 0;
  for (const { messages, embeddings } of batches) {
    await insertMessages(client, messages, await embeddings);
    loaded += messages.length;
    onProgress?.({ loaded, of: corpus.messages.length });
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

interface Batch {
  messages: Message[];
  embeddings: Promise<number[][]>;
}

/** One batch after another, whether or not somebody takes them; after one that fails none is embedded. */
function embedAhead(messages: Message[], embed: LoadOptions['embed']): Batch[] {
  const batches: Batch[] = [];
  for (let start = 0; start < messages.length; start += batchSize) {
    const batch = messages.slice(start, start + batchSize);
    const before = batches.at(-1)?.embeddings ?? Promise.resolve();
    const embeddings = before.then(() => embed(batch.map(embeddingText)));
    // Nobody hears of it who has given up before.
    embeddings.catch(() => {});
    batches.push({ messages: batch, embeddings });
  }
  return batches;
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
