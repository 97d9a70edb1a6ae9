import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { errorName, type ReadAnswer, readAnswer } from './answer.ts';
import type { Api } from './route.ts';
import { createStreamSum } from './stream-events.ts';

/** Reads along while an answer passes, of which it keeps a bounded part. */
export interface AnswerReader {
  /** Gets every part of the answer, and never throws. */
  feed(bytes: Buffer): void;
  /** Whether a stream said all that it has to say; what comes then has no text. */
  readonly isWhole: () => boolean;
  /** What is known so far; `isOver` says that no more can come, and what is missing then is an error. */
  read(isOver: boolean): ReadAnswer;
}

/** What says how an answer is to be read. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType?: string | undefined;
  readonly contentEncoding?: string | undefined;
}

/** Whether an answer is compressed, although it was asked not to be. */
export function isCompressed({ contentEncoding = 'identity' }: AnswerHead): boolean {
  return contentEncoding !== 'identity';
}

/** The most bytes of an answer that are read; of embeddings, which are all that is larger, only the sum is of use. */
const MOST_BYTES = 16 * 1024 * 1024;

/** By these an API says that something is wrong with the request itself. */
const faultsOfRequest: ReadonlySet<number> = new Set([400, 413]);

const unread = (error: string | undefined, isLost = false): ReadAnswer => ({
  ...{ answer: '', error, isLost },
});

/** The reader for an answer with this head. */
export function createAnswerReader(api: Api, head: AnswerHead): AnswerReader {
  if (isCompressed(head)) {
    const error = 'The answer is compressed though it was asked not to be, and was not read.';
    return { feed() {}, isWhole: () => false, read: () => unread(error) };
  }
  const isStream = /^text\/event-stream\b/i.test(head.contentType ?? '');
  return withoutThrowing(
    isStream && head.status < 400 ? readStream(api) : readWhole(api, head.status),
  );
}

/** An answer can be anything, nested so deeply, for example, that recursive code can't take it. */
function withoutThrowing(reader: AnswerReader): AnswerReader {
  const failed = unread('The answer could not be read.', true);
  let isBroken = false;
  return {
    feed(bytes) {
      if (isBroken) return;
      try {
        reader.feed(bytes);
      } catch {
        isBroken = true;
      }
    },
    isWhole: () => !isBroken && reader.isWhole(),
    read(isOver) {
      if (isBroken) return failed;
      try {
        return reader.read(isOver);
      } catch {
        return failed;
      }
    },
  };
}

function readWhole(api: Api, status: number): AnswerReader {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    feed(bytes) {
      size += bytes.length;
      if (size > MOST_BYTES) chunks.length = 0;
      else chunks.push(bytes);
    },
    isWhole: () => false,
    read(isOver) {
      const isTooLarge = size > MOST_BYTES;
      // The application can have all of it before we hear of its end.
      const body = isTooLarge ? undefined : parse(Buffer.concat(chunks).toString('utf8'));
      if (status >= 400) {
        const error = `The model's API answered ${status}${errorName(body)}.`;
        return unread(error, !faultsOfRequest.has(status));
      }
      if (body !== undefined) return readAnswer(body, api);
      // Of embeddings nothing but their sum is read, and what others answer is not known.
      if (!isOver || api === 'other') return unread(undefined);
      if (!isTooLarge) return unread('The answer is not JSON.', true);
      return unread(
        api === 'openai-embeddings' ? undefined : 'The answer is too large to be read.',
      );
    },
  };
}

function readStream(api: Api): AnswerReader {
  const sum = createStreamSum(api);
  const decoder = new StringDecoder('utf8');
  let size = 0;
  let broken: string | undefined;
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      const event = parse(data);
      if (event === undefined) broken = 'An event of the stream is not JSON.';
      else sum.add(event);
    },
  });
  return {
    feed(bytes) {
      size += bytes.length;
      if (size <= MOST_BYTES) parser.feed(decoder.write(bytes));
      else broken = 'The stream is too long to be read.';
    },
    isWhole: sum.isWhole,
    read(isOver) {
      const failure = sum.failure();
      const missing = isOver && api !== 'other' && !sum.isWhole();
      const error =
        failure !== undefined
          ? `The model failed${failure}.`
          : (broken ?? (missing ? 'The stream ended before the model was done.' : undefined));
      return withFailure(readAnswer(sum.answer(), api), {
        error,
        isLost: failure !== undefined || missing,
      });
    },
  };
}

function withFailure(
  answer: ReadAnswer,
  { error, isLost }: Pick<ReadAnswer, 'error' | 'isLost'>,
): ReadAnswer {
  return { ...answer, error: answer.error ?? error, isLost: answer.isLost || isLost };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
