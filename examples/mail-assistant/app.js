import { createServer } from 'node:http';
import { ModelError } from './assistant.js';
import { renderPage } from './page.js';

const longestBody = 64 * 1024;
const longestQuestion = 2000;

/** A problem that the client is told about. */
class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The HTTP server around `ask`; `checkDatabase` rejects while the database can't be reached. */
export function createApp({ ask, checkDatabase }) {
  return createServer((request, response) => {
    route(request, response, { ask, checkDatabase }).catch((error) => {
      const { status, message } = explain(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, status, { error: message });
    });
  });
}

async function route(request, response, { ask, checkDatabase }) {
  const url = URL.parse(request.url, 'http://localhost');
  if (!url) throw new HttpError(400, 'The path is not valid.');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return sendHtml(response, await showPage(url.searchParams.get('question'), ask));
    case 'GET /healthz':
      await checkDatabase().catch((cause) => {
        console.error(cause);
        throw new HttpError(503, 'The database does not answer.');
      });
      return sendJson(response, 200, { status: 'ok' });
    case 'POST /ask':
      return sendJson(response, 200, await ask(readQuestion(await readJson(request))));
    default:
      throw new HttpError(404, 'There is nothing here.');
  }
}

async function showPage(question, ask) {
  if (!question) return { status: 200, page: renderPage({}) };
  try {
    const result = await ask(readQuestion({ question }));
    return { status: 200, page: renderPage({ question, result }) };
  } catch (error) {
    const { status, message } = explain(error);
    return { status, page: renderPage({ question, problem: message }) };
  }
}

async function readJson(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > longestBody) throw new HttpError(413, 'The body is too long.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

function readQuestion(body) {
  const question = typeof body?.question === 'string' ? body.question.trim() : '';
  if (question === '') throw new HttpError(400, 'Send {"question": "…"}.');
  if (question.length > longestQuestion) throw new HttpError(400, 'The question is too long.');
  return question;
}

function explain(error) {
  if (error instanceof HttpError) return error;
  console.error(error);
  if (error instanceof ModelError) return { status: 502, message: error.message };
  return { status: 500, message: 'Something went wrong.' };
}

function sendJson(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendHtml(response, { status, page }) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}
