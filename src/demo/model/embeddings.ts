import { z } from 'zod';
import { dimensions, embed } from './embedding.ts';
import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';
import { estimateTokens } from './tokens.ts';

/** The name says what it is, whatever model was asked for. */
export const embeddingModel = 'stand-in-hashing-1';

const text = z.string().min(1);

/** What is understood of a request for embeddings: texts, no token numbers. */
export const embeddingsRequestSchema = z.object({
  model: z.string().min(1),
  input: z.union([text, z.array(text).min(1).max(2048)]),
  dimensions: z.literal(dimensions).nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});

export type EmbeddingsRequest = z.infer<typeof embeddingsRequestSchema>;

/** The embeddings of a request's texts, in their order. */
export function createEmbeddings(
  { input, encoding_format }: EmbeddingsRequest,
  inverseDocumentFrequency: InverseDocumentFrequency,
) {
  const texts = typeof input === 'string' ? [input] : input;
  const tokens = texts.reduce((sum, each) => sum + estimateTokens(each), 0);
  return {
    object: 'list',
    data: texts.map((each, index) => {
      const embedding = embed(each, inverseDocumentFrequency);
      const encoded = encoding_format === 'base64' ? toBase64(embedding) : embedding;
      return { object: 'embedding', index, embedding: encoded };
    }),
    model: embeddingModel,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** 32-bit floats, the lowest byte first. */
function toBase64(embedding: number[]): string {
  const bytes = Buffer.alloc(embedding.length * 4);
  for (const [index, value] of embedding.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
