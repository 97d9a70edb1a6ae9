import { createRequire } from 'node:module';

/**
 * An application that answers questions from notes, as a prompt file says, and knows nothing of branch-prod. It is asked
 * for `rows` of them, and says what its model's API answered unless it `swallows` errors.
 */
export const application = `
const http = require('node:http');
const { readFileSync } = require('node:fs');
const { Pool } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
const prompt = JSON.parse(readFileSync('prompts/answer.json', 'utf8'));
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
pool.on('error', () => {}); // A server that restarts ends idle connections.

async function retrieve(rows) {
  if (rows === 0) return [];
  const sql = 'SELECT id, body FROM notes ORDER BY embedding <=> $1 LIMIT $2';
  const found = await pool.query(sql, ['[1,0,0]', rows]);
  return found.rows.map(({ id, body }) => '[' + id + '] ' + body.slice(0, prompt.rowCharacters));
}

async function ask(question, sources) {
  const stream = question.includes('stream');
  const response = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer ' + process.env.OPENAI_API_KEY,
    },
    body: JSON.stringify({
      model: process.env.MODEL,
      max_tokens: prompt.answerTokens,
      stream,
      messages: [prompt.system + '\\n\\n' + sources.join('\\n\\n'), question].map((content, index) => ({
        role: index === 0 ? 'system' : 'user',
        content,
      })),
    }),
    signal: AbortSignal.timeout(Number(process.env.PATIENCE_MS)),
  });
  const body = await response.text();
  if (!response.ok) throw new Error('the model answered ' + response.status + ': ' + body);
  const events = stream
    ? body.split('\\n\\n').filter((event) => event.startsWith('data: {')).map((event) => event.slice(6))
    : [body];
  return events
    .map((event) => JSON.parse(event).choices[0])
    .map(({ message, delta }) => (message ?? delta).content ?? '')
    .join('');
}

http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url === '/notes') {
    const { rows } = await pool.query("SELECT id, current_setting('enable_indexscan') AS scan FROM notes ORDER BY id");
    return response.end(JSON.stringify(rows));
  }
  let text = '';
  for await (const chunk of request) text += chunk;
  const { question, rows = 8, swallows = false } = JSON.parse(text);
  let answer;
  try {
    answer = await ask(question, await retrieve(rows));
  } catch (error) {
    if (!swallows) return response.writeHead(502).end(error.message);
    answer = 'Sorry: ' + error.message;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ answer }));
}).listen(process.env.PORT, '127.0.0.1');
`;
