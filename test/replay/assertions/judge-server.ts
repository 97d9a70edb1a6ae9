import { json } from 'node:stream/consumers';
import { Secret } from '../../../src/config/secret.ts';
import { createJudge, type Judge } from '../../../src/replay/assertions/judge/judge.ts';
import { serve } from '../http-server.ts';

/** What the stand-in for the judge's API heard. */
export interface Heard {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  readonly body: any;
}

/** How the stand-in answers: JSON to send, or a status with a body and headers. */
export type Reply =
  | { readonly json: unknown }
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

/** A judge behind a stand-in for its API; waits between tries take no time and are kept. */
export async function serveJudge(answer: (heard: Heard, number: number) => Reply | undefined) {
  const heard: Heard[] = [];
  const waits: number[] = [];
  const url = await serve(async (request, response) => {
    const { url: path, headers } = request;
    heard.push({ path, authorization: headers.authorization, body: await json(request) });
    const reply = answer(heard.at(-1) as Heard, heard.length);
    if (reply === undefined) return; // It never answers.
    if ('json' in reply) response.end(JSON.stringify(reply.json));
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  const judge: Judge = createJudge(
    { url: `${url}/v1/`, model: 'judge-1', embeddings: 'vectors-1', key: new Secret('s3cret') },
    { fetch, wait: async (ms) => void waits.push(ms), timeoutMs: 2000 },
  );
  return { judge, heard, waits };
}

/** A chat completion that holds this judgement. */
export function judgement(content: unknown): Reply {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { json: { choices: [{ index: 0, message: { role: 'assistant', content: text } }] } };
}
