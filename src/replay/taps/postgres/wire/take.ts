import type { Duplex } from 'node:stream';

/**
 * The next `size` bytes of a stream that nothing else reads; `undefined` when it ended or broke before. What comes
 * after them stays in the stream, which is paused.
 */
export function take(stream: Duplex, size: number): Promise<Buffer | undefined> {
  if (size === 0) return Promise.resolve(Buffer.alloc(0));
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = (bytes?: Buffer) => {
      stream.pause();
      stream.off('data', onData);
      for (const event of ['end', 'close', 'error']) stream.off(event, onEnd);
      if (bytes !== undefined && length > size) stream.unshift(bytes.subarray(size));
      resolve(bytes?.subarray(0, size));
    };
    const onData = (chunk: Buffer) => {
      parts.push(chunk);
      length += chunk.length;
      if (length >= size) done(Buffer.concat(parts));
    };
    const onEnd = () => done();
    stream.on('data', onData);
    for (const event of ['end', 'close', 'error']) stream.on(event, onEnd);
    stream.resume();
  });
}

/** The next message with a type byte, without its length; `undefined` also for one longer than `limit` bytes. */
export async function takeMessage(
  stream: Duplex,
  limit: number,
): Promise<{ type: string; body: Buffer; bytes: Buffer } | undefined> {
  const head = await take(stream, 5);
  if (head === undefined) return undefined;
  const length = head.readInt32BE(1) - 4;
  if (length < 0 || length > limit) return undefined;
  const body = await take(stream, length);
  if (body === undefined) return undefined;
  const type = String.fromCharCode(head[0] as number);
  return { type, body, bytes: Buffer.concat([head, body]) };
}
