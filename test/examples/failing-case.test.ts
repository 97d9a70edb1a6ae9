import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Corpus, readCorpus } from '../../src/demo/corpus/corpus.ts';
import { loadCase } from '../../src/replay/load-case.ts';
import { type ServedMail, serveMail } from './serve-mail.ts';
import { type Assistant, startAssistant } from './start-assistant.ts';

const file = new URL(
  '../../examples/mail-assistant/.branch-prod/cases/freetype-bytecode-hinter.yml',
  import.meta.url,
);
const culprit = '<3D9E1F20.3050300@eecs.berkeley.edu>';
const correction = '<3DA338C1.1072D5E7@eecs.berkeley.edu>';

let corpus: Corpus;
let mail: ServedMail;
let assistant: Assistant;

beforeAll(async () => {
  corpus = await readCorpus();
  mail = await serveMail(corpus);
  assistant = await startAssistant({
    DATABASE_URL: mail.databaseUrl,
    OPENAI_BASE_URL: mail.model.url,
    OPENAI_API_KEY: 'any',
    PORT: '0',
  });
}, 120_000);

afterAll(async () => {
  await assistant?.stop();
  await mail?.[Symbol.asyncDispose]();
});

async function ask(question: string | undefined) {
  const response = await fetch(`${assistant.url}/ask`, {
    method: 'POST',
    body: JSON.stringify({ question }),
  });
  return (await response.json()) as { answer: string; sources: { id: number }[] };
}

/** Asks while one message is missing. */
async function askWithout(id: number, question: string | undefined) {
  const client = new Client({ connectionString: mail.databaseUrl });
  await client.connect();
  try {
    await client.query('CREATE TABLE aside AS SELECT * FROM messages WHERE id = $1', [id]);
    await client.query('DELETE FROM messages WHERE id = $1', [id]);
    return await ask(question);
  } finally {
    await client.query('INSERT INTO messages SELECT * FROM aside');
    await client.query('DROP TABLE aside');
    await client.end();
  }
}

test('the demo answers with the claim that its author took back', async () => {
  const { question, observed } = await loadCase(fileURLToPath(file));
  for (let trial = 1; trial <= 3; trial += 1) {
    const { answer, sources } = await ask(question);
    expect(answer).toBe(observed);
    const found = sources.map(({ id }) => corpus.messages[id - 1]?.message_id);
    expect(found.slice(0, 2)).toEqual([culprit, correction]);
  }
});

test('without that one message, and without no other, it answers with the correction', async () => {
  const { question, observed } = await loadCase(fileURLToPath(file));
  const { sources } = await ask(question);
  for (const { id } of sources) {
    const { answer } = await askWithout(id, question);
    if (corpus.messages[id - 1]?.message_id !== culprit) expect(answer).toBe(observed);
    else expect(answer).toMatch(/bytecode-interpreter \*is\* disabled on RH8.* \[1\]$/);
  }
});
