import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { Refusal } from './refusal.ts';

/** The most that a request may hold, as it came and decompressed: 32 MiB, as much as Anthropic's API takes. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Clients use one; each takes memory. */
const MOST_CODINGS = 3;

const decoders: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: limited(gunzip),
  'x-gzip': limited(gunzip),
  deflate: limited(inflate),
  br: limited(brotliDecompress),
  zstd: limited(zstdDecompress),
  identity: async (bytes) => bytes,
};

/**
 * The whole body of a request, decompressed as its `content-encoding` says.
 *
 * @throws {Refusal} 422 if it is too large, or compressed in a way that can't be read
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  let bytes = await readAll(request);
  const codings = (request.headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (codings.length > MOST_CODINGS) throw unreadable('it is compressed too many times');
  // The last that was applied stands last.
  for (const coding of codings.toReversed()) {
    const decode = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decode === undefined) throw unreadable('it is compressed in an unknown way');
    try {
      bytes = await decode(bytes);
    } catch (error) {
      const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      throw isTooLarge ? tooLarge() : unreadable('it can not be decompressed', error);
    }
  }
  return bytes;
}

/** Why a request whose text can't be looked at goes no further. */
export function unreadable(reason: string, cause?: unknown): Refusal {
  const message = `branch-prod could not look for personal values in this request: ${reason}.`;
  return new Refusal(422, 'unreadable_request', message, { cause });
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A client that is still sending would not read an answer: what is too much is read as well, and dropped.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (size > MOST_BYTES) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): Refusal {
  return unreadable(`it has more than ${MOST_BYTES / 1024 / 1024} MiB`);
}

type Decompress = (
  bytes: Buffer,
  options: { maxOutputLength: number },
  done: (error: Error | null, result: Buffer) => void,
) => void;

function limited(decompress: Decompress): (bytes: Buffer) => Promise<Buffer> {
  const run = promisify(decompress);
  return (bytes) => run(bytes, { maxOutputLength: MOST_BYTES });
}
