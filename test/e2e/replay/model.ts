import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the application asked its model. */
export interface Asked {
  /** As the application was asked itself. */
  readonly question: string;
  /** The rows in the prompt, by their numbers. */
  readonly rows: readonly number[];
  readonly prompt: string;
  readonly model: string;
  readonly temperature: number | undefined;
  readonly stream: boolean;
  readonly key: string | undefined;
}

/** What it answers; nothing, where it has answered by itself. */
export type Answering = (asked: Asked, response: ServerResponse) => string | undefined;

/** A local stand-in for a model's API, as OpenAI's chat completions. */
export interface StandInModel extends AsyncDisposable {
  /** Without `/v1`. */
  readonly url: string;
  /** To be set by a test. */
  answer: Answering;
  /** All requests so far. */
  readonly asked: readonly Asked[];
}

export async function startModel(): Promise<StandInModel> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    const prompt = body.messages.map(({ content }: { content: string }) => content).join('\n\n');
    const one: Asked = {
      prompt,
      question: body.messages.at(-1).content,
      rows: [...prompt.matchAll(/^\[(\d+)\]/gm)].map(([, id]) => Number(id)),
      ...{ model: body.model, temperature: body.temperature, stream: body.stream === true },
      key: request.headers.authorization?.replace('Bearer ', ''),
    };
    asked.push(one);
    const answer = model.answer(one, response);
    if (answer === undefined) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(completion(answer, one, body.max_tokens)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const model: StandInModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: () => '',
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return model;
}

/** An answer of at most so many words. */
function completion(answer: string, { prompt, model }: Asked, most: number) {
  const words = answer.split(' ');
  const content = words.slice(0, most).join(' ');
  return {
    ...{ object: 'chat.completion', model },
    choices: [
      {
        ...{ index: 0, message: { role: 'assistant', content } },
        finish_reason: words.length > most ? 'length' : 'stop',
      },
    ],
    usage: { prompt_tokens: prompt.split(/\s+/).length, completion_tokens: words.length },
  };
}
