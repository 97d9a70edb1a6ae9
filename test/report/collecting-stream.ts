import { Writable } from 'node:stream';

/** A stream that keeps what is written, as a terminal of a width or as no terminal. */
export class CollectingStream extends Writable {
  text = '';
  isTTY = false;
  columns = 80;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** A stream whose reader is gone from the first byte on. */
export function brokenStream(error: Error): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(error) });
}
