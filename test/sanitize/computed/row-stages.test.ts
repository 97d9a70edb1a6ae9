import { describe, expect, it } from 'vitest';
import { findTestInstallations } from '../../postgres/installations.ts';
import { serve } from '../../replay/http-server.ts';
import { have, needs } from '../../skip.ts';
import { errorOf, maskedCopy } from './masked-copy.ts';

const { withVector } = await findTestInstallations();

/** In PostgreSQL itself, which is many times as fast as PGlite. */
const itHere = (name: string, test: () => Promise<void>) =>
  it(name, { ...needs(withVector), timeout: 120_000 }, test);
const masked = (sql: string, policy: string) =>
  maskedCopy(sql, policy, have(withVector).installation);

const SCHEMA = `
  CREATE EXTENSION vector;
  CREATE TABLE messages (id int PRIMARY KEY, author text, body text, embedding vector(3));
  CREATE INDEX ON messages USING hnsw (embedding vector_l2_ops);
  INSERT INTO messages SELECT i, NULLIF('Zebulon ' || i % 50, 'Zebulon 0'),
    CASE WHEN i % 2 = 0 THEN 'zeb' || i || '@raw-domain.com wrote' ELSE 'Nothing personal ' || i END,
    ARRAY[i, 1, 1]::vector FROM generate_series(1, 3000) i;`;

const program = (body: string) =>
  JSON.stringify([
    process.execPath,
    '-e',
    `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
       const { value } = JSON.parse(line); ${body} });`,
  ]);

const policy = (author: string, rest: string) => `  columns:
    messages.author: { mask: command, program: ${author} }
    messages.body: text
${rest}`;

const hex = program(
  "console.log(JSON.stringify({ value: 'author ' + Buffer.from(value).toString('hex') }))",
);

/** Three numbers that a text decides. */
function vectorOf(text: string): number[] {
  return [text.length, text.charCodeAt(0), text.charCodeAt(1)];
}

async function startApi() {
  const texts: string[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { input } = JSON.parse(Buffer.concat(chunks).toString());
    texts.push(...input);
    const data = input.map((text: string, index: number) => ({ index, embedding: vectorOf(text) }));
    response.end(JSON.stringify({ data }));
  });
  return { url, texts };
}

describe('masks that the main thread computes', () => {
  itHere('give a column what a program answers, and vectors from masked texts', async () => {
    const { url, texts } = await startApi();
    const { query, prove } = await masked(
      SCHEMA,
      policy(
        hex,
        `    messages.embedding: { mask: reembed, from: body }
  embeddings: { url: "${url}", model: of-tests }`,
      ),
    );
    const rows = await query(
      'SELECT id, author, body, embedding::text FROM public.messages ORDER BY id',
    );
    expect(rows).toHaveLength(3000);
    for (const { id, author, body, embedding } of rows) {
      const raw = `Zebulon ${Number(id) % 50}`;
      const expected = raw === 'Zebulon 0' ? null : `author ${Buffer.from(raw).toString('hex')}`;
      expect(author).toBe(expected);
      const vector = Number(id) % 2 === 0 ? vectorOf(String(body)) : [id, 1, 1];
      expect(embedding).toBe(`[${vector.join(',')}]`);
    }
    expect(texts).toHaveLength(new Set(texts).size);
    expect(texts.join(' ')).not.toContain('raw-domain');
    const nearest = await query(
      "SELECT id FROM public.messages ORDER BY embedding OPERATOR(public.<->) '[7,1,1]' LIMIT 1",
    );
    expect(nearest).toEqual([{ id: 7 }]);
    const { measured } = await prove();
    expect(measured.leaks).toBe(0);
    expect(measured.rankings.identical).toBeLessThan(measured.rankings.probes);
  });

  itHere('give a vector noise, and its index what it needs to find it', async () => {
    const { query, prove } = await masked(
      SCHEMA,
      policy(hex, '    messages.embedding: { mask: noise, amount: 0.001 }'),
    );
    const rows = await query('SELECT id, embedding::text FROM public.messages');
    for (const { id, embedding } of rows) expect(embedding).not.toBe(`[${id},1,1]`);
    const nearest = await query(
      "SELECT id FROM public.messages ORDER BY embedding OPERATOR(public.<->) '[7,1,1]' LIMIT 1",
    );
    expect(nearest).toEqual([{ id: 7 }]);
    expect((await prove()).measured.leaks).toBe(0);
  });

  itHere('fail by column and without a value when the program does', async () => {
    const dies = program(
      "if (value.endsWith('49')) process.exit(3); console.log('{\"value\":null}')",
    );
    const error = await errorOf(masked(SCHEMA, `${policy(dies, '  keep: [messages.embedding]')}`));
    expect(error.code).toBe('mask-failed');
    expect(error.message).toBe(
      'the program that masks messages.author ended with code 3 before all was answered',
    );
  });

  itHere('fail when the API gives vectors of other dimensions', async () => {
    const { url } = await startApi();
    const error = await errorOf(
      masked(
        SCHEMA.replace('vector(3)', 'vector(4)').replace('[i, 1, 1]', '[i, 1, 1, 1]'),
        policy(
          hex,
          `    messages.embedding: { mask: reembed, from: body }
  embeddings: { url: "${url}", model: of-tests }`,
        ),
      ),
    );
    expect(error.code).toBe('mask-failed');
    expect(error.message).toBe(
      'the model of sanitize.embeddings gives 3 dimensions, but messages.embedding has 4',
    );
  });
});
