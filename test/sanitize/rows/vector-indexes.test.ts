import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { proveCopy } from '../../../src/sanitize/prove-copy.ts';
import { needs } from '../../skip.ts';
import { type MaskedTestCopy, maskDatabase, servers } from './fixture.ts';

const SCHEMA = `CREATE EXTENSION vector;
  CREATE TABLE messages (id int PRIMARY KEY, body text, public boolean, embedding vector(16));
  INSERT INTO messages SELECT i, 'zeb' || i || '@raw-domain.com ' || repeat('x', i % 90), i % 3 > 0,
    (SELECT array_agg(sin(i * j))::vector FROM generate_series(1, 16) j) FROM generate_series(1, 1000) i;
  DELETE FROM messages WHERE id % 7 = 0;`;

const KEPT = '  columns: { messages.body: text }\n  keep: [messages.embedding]';

const prove = ({ copy, masked }: MaskedTestCopy) =>
  proveCopy(copy, masked, {
    hash: createKeyedHash(new Secret('a key of the tests that is long enough')),
    onProgress: () => {},
    signal: new AbortController().signal,
  });

describe.each(servers)('a vector index of $name', ({ found, installation }) => {
  it.each([
    {
      of: 'vectors of another type',
      index: 'USING hnsw ((embedding::halfvec(16)) halfvec_cosine_ops)',
    },
    {
      of: 'bits of vectors',
      index: 'USING hnsw ((binary_quantize(embedding)::bit(16)) bit_hamming_ops)',
    },
    { of: 'some rows', index: 'USING hnsw (embedding vector_l2_ops) WHERE public' },
  ])('answers as before: of $of', needs(found), async ({ index }) => {
    await using made = await maskDatabase(`${SCHEMA} CREATE INDEX ON messages ${index}`, KEPT, {
      installation: installation(),
    });
    expect(made.masked.rankings).toMatchObject([{ column: 'embedding', indexed: true }]);
    const { measured } = await prove(made);
    expect(measured.rankings).toEqual({ probes: 200, identical: 200, overlap: 1 });
  });

  it(
    'is built anew when its vectors are masked, and holds none of before',
    needs(found),
    async () => {
      await using made = await maskDatabase(
        `${SCHEMA} CREATE INDEX found ON messages USING hnsw (embedding vector_l2_ops)`,
        `  columns:
    messages.body: text
    messages.embedding: { mask: sql, expression: "CASE WHEN id < 100 THEN embedding ELSE (embedding + embedding) END" }`,
        { installation: installation() },
      );
      const [file] =
        await made.query(`SELECT pg_relation_filepath('public.found') AS path, (embedding::real[])[1] AS part
      FROM public.messages WHERE id = 999`);
      const bytes = await readFile(join(made.copy.dataDirectory, String(file?.path)));
      const part = Buffer.alloc(4);
      part.writeFloatLE(Number(file?.part));
      expect(bytes.includes(part)).toBe(true);
      part.writeFloatLE(Number(file?.part) / 2);
      expect(bytes.includes(part)).toBe(false);
    },
  );
});
