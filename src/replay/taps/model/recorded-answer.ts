import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';
import { type AnswerHead, type AnswerReader, isCompressed } from './answer-reader.ts';
import type { RecordedAnswer } from './cassette-file.ts';
import type { SecretMask } from './secrets.ts';

/** Keeps an answer while it passes, for a cassette. */
export interface AnswerKeeper {
  feed(bytes: Buffer): void;
  /**
   * The answer without credentials; `undefined` if it can't be kept: it has more than 32 MiB, is compressed, or a
   * credential stands in several events of a stream together.
   */
  finish(whole: boolean): RecordedAnswer | undefined;
}

const MOST_BYTES = 32 * 1024 * 1024;

/** `createReader` makes readers for this answer, with which what is kept is looked at once more. */
export function keepAnswer(
  head: AnswerHead,
  secrets: SecretMask,
  createReader: () => AnswerReader,
): AnswerKeeper {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    feed(bytes) {
      size += bytes.length;
      if (size > MOST_BYTES) chunks.length = 0;
      else chunks.push(bytes);
    },
    finish(whole) {
      if (size > MOST_BYTES || isCompressed(head)) return undefined;
      const bytes = Buffer.concat(chunks);
      const isText = isUtf8(bytes) || !whole;
      const recorded: RecordedAnswer = {
        status: head.status,
        contentType: head.contentType,
        ...(isText
          ? { chunks: textChunks(chunks, secrets), encoding: 'utf8' }
          : { chunks: [bytes.toString('base64')], encoding: 'base64' }),
        whole,
      };
      const reader = createReader();
      for (const chunk of recorded.chunks) reader.feed(Buffer.from(chunk, recorded.encoding));
      return secrets.has(reader.read(true).answer) ? undefined : recorded;
    },
  };
}

/** The same parts, but a character is never in two; neither is a credential, so that it is found and hidden. */
function textChunks(chunks: readonly Buffer[], secrets: SecretMask): string[] {
  const decoder = new StringDecoder('utf8');
  const texts = chunks.map((chunk) => decoder.write(chunk)).filter((text) => text !== '');
  const whole = texts.join('');
  // Events end with a blank line.
  return secrets.has(whole) ? secrets.hide(whole).split(/(?<=\n\n)/) : texts;
}

/** The body of a recorded answer: its parts one after another, and an error at the end if it broke off. */
export function playAnswer({ chunks, encoding, whole }: RecordedAnswer): Readable {
  async function* play() {
    for (const chunk of chunks) {
      yield Buffer.from(chunk, encoding);
      // So that they arrive as separate parts.
      await setImmediate();
    }
    if (!whole) throw new Error('the recorded answer broke off here');
  }
  return Readable.from(play(), { objectMode: false });
}
