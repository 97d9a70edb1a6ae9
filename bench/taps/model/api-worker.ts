import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { StreamOrder } from './client.ts';

/** Stands for a model's API: answers at once, or streams as the request orders. */
const server = createServer(async (request, response) => {
  const { order } = (await json(request)) as { order?: StreamOrder };
  if (order !== undefined) return stream(response, order);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      model: 'm',
      choices: [{ index: 0, message: { content: 'short' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    }),
  );
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});

async function stream(response: ServerResponse, { events, everyMs }: StreamOrder): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  // So that not all send at the same moment.
  if (everyMs > 0) await setTimeout(Math.random() * everyMs);
  for (let count = 1; count <= events && !response.destroyed; count++) {
    response.write(event(count === events ? 'stop' : null));
    if (everyMs > 0) await setTimeout(everyMs);
    else if (response.writableNeedDrain) {
      await new Promise<void>((resolve) => {
        response.once('drain', resolve).once('close', resolve);
      });
    } else if (count % 16 === 0) await setImmediate();
  }
  response.end('data: [DONE]\n\n');
}

/** 200 bytes, with the time at which it was sent. */
function event(finish_reason: string | null): string {
  const sentAt = performance.timeOrigin + performance.now();
  const choices = [{ index: 0, delta: { content: 'word ' }, finish_reason }];
  const data = JSON.stringify({ sentAt, object: 'chat.completion.chunk', model: 'm', choices });
  return `data: ${data.padEnd(192)}\n\n`;
}
