import OpenAI from 'openai';
import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';
import { startModelServer } from './server.ts';

/** The model's API that production and the preview use. */
export interface Model {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The embeddings of some texts, in their order. */
  embed(texts: string[]): Promise<number[][]>;
  close(): Promise<void>;
}

/** What mail is loaded with: the same name, the same embeddings. */
export function modelName(environment: NodeJS.ProcessEnv): string {
  return environment.OPENAI_API_KEY ? (environment.OPENAI_BASE_URL ?? 'openai') : 'stand-in';
}

/** The real API when there is a key, otherwise the stand-in on this machine. */
export async function openModel(
  environment: NodeJS.ProcessEnv,
  inverseDocumentFrequency: InverseDocumentFrequency,
): Promise<Model> {
  const apiKey = environment.OPENAI_API_KEY;
  if (apiKey) {
    const baseUrl = environment.OPENAI_BASE_URL || 'https://api.openai.com/v1';
    return { baseUrl, apiKey, embed: embedWith(baseUrl, apiKey), close: async () => {} };
  }
  const server = await startModelServer({ inverseDocumentFrequency });
  const key = 'the stand-in takes any key';
  return {
    baseUrl: server.url,
    apiKey: key,
    embed: embedWith(server.url, key),
    close: server.close,
  };
}

function embedWith(baseURL: string, apiKey: string): Model['embed'] {
  const client = new OpenAI({ baseURL, apiKey });
  return async (input) => {
    const model = 'text-embedding-3-small';
    const { data } = await client.embeddings.create({ model, input, dimensions: 384 });
    return data.map(({ embedding }) => embedding);
  };
}
