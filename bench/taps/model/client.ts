import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a stream of the stand-in for an API is to be. */
export interface StreamOrder {
  readonly events: number;
  /** Milliseconds between two events; 0 for as fast as they are read. */
  readonly everyMs: number;
}

/** Asks for chat completions over connections that are kept. */
export interface HttpClient extends Disposable {
  ask(base: string, options: { promptBytes: number }): Promise<void>;
  /** Returns the bytes received; `onEvent` gets the milliseconds that each event took from the API to here. */
  stream(base: string, order: StreamOrder, onEvent?: (lagMs: number) => void): Promise<number>;
}

export function createClient(signal: AbortSignal): HttpClient {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 2000 });
  async function post(base: string, prompt: string, more: object): Promise<IncomingMessage> {
    signal.throwIfAborted();
    const body = JSON.stringify({
      model: 'alias',
      messages: [{ role: 'user', content: prompt }],
      ...more,
    });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      httpRequest(`${base}/chat/completions`, { method: 'POST', agent, headers })
        .once('response', (response) => {
          if (response.statusCode === 200) resolve(response);
          else reject(new Error(`the answer was ${response.statusCode}`));
        })
        .once('error', reject)
        .end(body);
    });
  }
  return {
    async ask(base, { promptBytes }) {
      await buffer(await post(base, 'p'.repeat(promptBytes), {}));
    },
    async stream(base, order, onEvent) {
      const response = await post(base, 'short', { stream: true, order });
      let bytes = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) {
        signal.throwIfAborted();
        bytes += chunk.length;
        if (onEvent) for (const lag of lags(chunk)) onEvent(lag);
      }
      return bytes;
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/** At this pace, no event is in two chunks. */
function lags(chunk: Buffer): number[] {
  const now = performance.timeOrigin + performance.now();
  const sent = chunk.toString('latin1').matchAll(/"sentAt":([\d.]+)/g);
  return [...sent].map(([, sentAt]) => now - Number(sentAt));
}
