import type { IncomingMessage } from 'node:http';

/** A body that was read, or the HTTP status by which it is refused. */
export type Body =
  | { readonly text: string; readonly release: () => void }
  | { readonly status: 413 | 503 };

/**
 * Reads bodies of requests, each up to `each` bytes and all that are held at a time up to `all`: whoever can reach
 * the port can send, and only a whole body shows whether GitHub signed it. What is too much is read and thrown away.
 *
 * @returns rejects when the connection breaks
 */
export function bodyReader({ each, all }: { each: number; all: number }) {
  let held = 0;
  return async (request: IncomingMessage): Promise<Body> => {
    const chunks: Buffer[] = [];
    let size = 0;
    const release = () => {
      held -= size;
      size = 0;
      chunks.length = 0;
    };
    let status: 413 | 503 | undefined =
      Number(request.headers['content-length'] ?? 0) > each ? 413 : undefined;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        if (status !== undefined) continue;
        size += chunk.length;
        held += chunk.length;
        chunks.push(chunk);
        status = size > each ? 413 : held > all ? 503 : undefined;
        if (status !== undefined) release();
      }
    } catch (error) {
      release();
      throw error;
    }
    if (status !== undefined) return { status };
    const text = Buffer.concat(chunks).toString('utf8');
    chunks.length = 0;
    return { text, release };
  };
}
