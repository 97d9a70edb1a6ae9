import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { logIn, openSocket } from '../../../../../src/replay/taps/postgres/wire/log-in.ts';

const nowhere = { host: '127.0.0.1', port: 1, user: 'u', database: 'd' };
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

it('a connection leaves nothing on the signal, whether it is made, refused or given up', async () => {
  const server = createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const { signal } = new AbortController();
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(openSocket(nowhere, signal)).rejects.toThrow('ECONNREFUSED');
    const options = { parameters: new Map(), cache: new Map(), signal };
    await expect(logIn({ ...nowhere, port }, options)).rejects.toThrow('ended the connection');
    const socket = await openSocket({ ...nowhere, port }, signal);
    socket.destroy();
    await once(socket, 'close');
  }
  await expect(openSocket(nowhere, AbortSignal.abort())).rejects.toThrow('given up');
  expect(listeners(signal)).toBe(0);
  server.close();
});
