import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCorpus } from '../../../src/demo/corpus/corpus.ts';
import { loadCorpus, type QueryClient } from '../../../src/demo/corpus/load.ts';

const corpus = buildCorpus(
  Array.from({ length: 300 }, (_, minute) => ({
    messageId: `<${minute}@example.com>`,
    sentAt: new Date(Date.UTC(2002, 0, 1, 0, minute)).toISOString(),
    from: { name: null, email: `${minute % 7}@example.com` },
    recipients: [],
    subject: `"Subject", {${minute}} \\ 'x'`,
    references: [],
    body: `NULL\n\ttab "quoted" \\N ${minute}`,
  })),
);

/** One direction for each text. */
const embed = async (texts: string[]) =>
  texts.map((text) => {
    const angle = Number(text.match(/\d+/)?.[0]) / 200;
    return [Math.cos(angle), Math.sin(angle), ...new Array<number>(382).fill(0)];
  });

let database: PGlite;
let client: QueryClient;
const progress: number[] = [];

beforeAll(async () => {
  database = await PGlite.create({ extensions: { vector } });
  client = {
    query: (text, values) => (values ? database.query(text, values) : database.exec(text)),
  };
  await loadCorpus({ client, corpus, embed, onProgress: ({ loaded }) => progress.push(loaded) });
});

afterAll(() => database.close());

test('every row is there as it was', async () => {
  const { rows } = await database.query<{ sent_at: Date }>(
    'SELECT id, thread_id, person_id, message_id, sent_at, subject, body FROM messages ORDER BY id',
  );
  expect(rows.map((row) => ({ ...row, sent_at: row.sent_at.toISOString() }))).toEqual(
    corpus.messages,
  );
  expect((await database.query('SELECT * FROM people ORDER BY id')).rows).toEqual(corpus.people);
});

test('the vector index is there and finds the nearest', async () => {
  const [wanted = []] = await embed(['150']);
  const nearest = 'SELECT id FROM messages ORDER BY embedding <=> $1 LIMIT 1';
  expect((await database.query(nearest, [JSON.stringify(wanted)])).rows).toEqual([{ id: 151 }]);
  const { rows } = await database.query<{ definition: string }>(
    "SELECT pg_get_indexdef('messages_embedding_idx'::regclass) AS definition",
  );
  expect(rows[0]?.definition).toContain('USING hnsw (embedding vector_cosine_ops)');
});

test('the application can add rows', async () => {
  const { rows } = await database.query(
    "INSERT INTO threads (subject) VALUES ('next') RETURNING id",
  );
  expect(rows).toEqual([{ id: 301 }]);
});

test('tells its progress', () => {
  expect(progress).toEqual([250, 300]);
});

test('a failure to embed ends the loading', async () => {
  const empty = await PGlite.create({ extensions: { vector } });
  const failing = loadCorpus({
    client: { query: (text, values) => (values ? empty.query(text, values) : empty.exec(text)) },
    corpus,
    embed: () => Promise.reject(new Error('no model')),
  });
  await expect(failing).rejects.toThrow('no model');
  await empty.close();
});
