import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** After how much, in bytes, and how long after each piece, in milliseconds. */
const quick = 2_000_000;
const pause = 100;

export interface SlowProxy extends AsyncDisposable {
  readonly port: number;
}

/** A port that passes on to another one of this machine, and soon gets slow with what comes back. */
export async function startSlowProxy(to: number): Promise<SlowProxy> {
  const streams = new Set<{ destroy(): void }>();
  let passed = 0;
  const server = createServer((client) => {
    const source = connect(to, '127.0.0.1');
    for (const socket of [client, source]) {
      streams.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        for (const each of [client, source]) each.destroy();
      });
    }
    client.pipe(source);
    source.on('data', async (chunk) => {
      passed += chunk.length;
      client.write(chunk);
      if (passed < quick) return;
      source.pause();
      await sleep(pause);
      source.resume();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    async [Symbol.asyncDispose]() {
      for (const stream of streams) stream.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
