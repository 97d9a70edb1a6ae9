import { z } from 'zod';
import { BranchProdError } from '../../../errors.ts';

/** A request as it is looked up: what was sent to the model's API, without headers and keys. */
export const recordedRequestSchema = z.object({
  api: z.enum([
    'openai-chat',
    'openai-responses',
    'openai-embeddings',
    'anthropic-messages',
    'other',
  ]),
  method: z.string(),
  /** Below the upstream's base, with the query. */
  path: z.string(),
  /** JSON as such; of anything that is neither JSON nor text, the SHA-256. */
  body: z.json(),
});

/** An answer as it is given again. */
export const recordedAnswerSchema = z.object({
  status: z.int(),
  contentType: z.string().optional(),
  /** The body, in the parts in which it came. */
  chunks: z.array(z.string()),
  encoding: z.enum(['utf8', 'base64']),
  /** Whether it came to its end; if not, it breaks off again. */
  whole: z.boolean(),
});

const entrySchema = z.object({
  /** In the order in which the requests came; what is recorded later goes on from there. */
  number: z.int(),
  request: recordedRequestSchema,
  answer: recordedAnswerSchema,
});

export type RecordedRequest = z.infer<typeof recordedRequestSchema>;
export type RecordedAnswer = z.infer<typeof recordedAnswerSchema>;
export type CassetteEntry = z.infer<typeof entrySchema>;

/** The first line of a cassette, which is a file of JSON Lines. */
const head = { cassette: 'branch-prod', version: 1 } as const;
const headSchema = z.object({
  cassette: z.literal(head.cassette),
  version: z.literal(head.version),
});

/** The line of an entry, or the first line of all, with its end. */
export function cassetteLine(entry: CassetteEntry | 'head'): string {
  return `${JSON.stringify(entry === 'head' ? head : entry)}\n`;
}

/**
 * Reads a cassette. The last line counts only with its end: what has none was being written when the program died.
 *
 * @returns its entries, and the length of what counts, in characters; nothing for an empty text or half a first line
 * @throws {BranchProdError} `state-unusable` for anything that is no cassette of this version
 */
export function parseCassette(
  text: string,
  path: string,
): { entries: CassetteEntry[]; length: number } {
  const length = text.lastIndexOf('\n') + 1;
  const [first, ...lines] = text.slice(0, length).split('\n').slice(0, -1);
  if (first === undefined) {
    if (!cassetteLine('head').startsWith(text)) throw unusable(path, 1);
    return { entries: [], length };
  }
  if (!headSchema.safeParse(parse(first)).success) throw unusable(path, 1);
  const entries = lines.map((line, index) => {
    const entry = entrySchema.safeParse(parse(line));
    if (!entry.success) throw unusable(path, index + 2);
    return entry.data;
  });
  return { entries, length };
}

function unusable(path: string, line: number): BranchProdError {
  const message = `${path} is no cassette of version ${head.version}: line ${line} can't be read.`;
  return new BranchProdError('state-unusable', message, {
    nextStep: 'Remove it, and record it again.',
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
