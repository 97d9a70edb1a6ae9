import type { Message } from './corpus.ts';

/** OpenAI's embedding models take 8,191 tokens; this many characters are fewer, whatever the language. */
const mostCharacters = 8000;

/** The text of a message that its embedding stands for. */
export function embeddingText({ subject, body }: Pick<Message, 'subject' | 'body'>): string {
  return `${subject}\n${body}`.slice(0, mostCharacters).toWellFormed();
}
