import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { Refusal } from './refusal.ts';

/** An answer whose head has come. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** How an answer ended: at its end, by the model's API, or by the application. */
export type Outcome = 'whole' | 'broken' | 'left';

/**
 * Passes an answer to the application as it comes, no faster than the application reads, and every part of it to
 * `onPart` too.
 *
 * @throws {Refusal} 502 if it has a head that can't be sent
 */
export async function passAnswer(
  { status, headers, body }: Answer,
  response: ServerResponse,
  onPart: (bytes: Buffer) => void,
): Promise<Outcome> {
  // Nothing tells of an end that has been.
  if (response.closed) {
    body.destroy();
    return 'left';
  }
  try {
    response.writeHead(status, headers);
  } catch (error) {
    // node doesn't write every header that it reads.
    body.destroy();
    const message = "The model's API answered with headers that can't be passed on.";
    throw new Refusal(502, 'unreadable_answer', message, { cause: error });
  }
  // The first event of a stream may come much later; what has come with the head goes out with it.
  if (body.readableLength === 0) response.flushHeaders();
  body.on('data', onPart);
  // Not pipeline(), which makes an error with its stack for every answer that comes to its end.
  return new Promise((resolve) => {
    body.once('error', () => {
      resolve('broken');
      response.destroy();
    });
    response.on('error', () => response.destroy());
    response.once('close', () => {
      resolve(response.writableFinished ? 'whole' : 'left');
      body.destroy();
    });
    body.pipe(response);
  });
}
