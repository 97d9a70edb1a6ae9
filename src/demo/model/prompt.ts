/** One message of a chat, as OpenAI's API carries it; parts that are not text are left out by the server. */
export interface ChatMessage {
  role: string;
  content: string;
}

export interface PromptSource {
  /** The number it is cited by. */
  number: number;
  body: string;
}

export interface Prompt {
  question: string;
  sources: PromptSource[];
}

const heading = /^#* ?\[(\d{1,3})\].*$/gm;

/**
 * Finds what a retrieval prompt is made of: sources, each under a line that begins with its number in
 * brackets (`## [1] subject`), numbered from 1 without gaps, and after the last `Question:` the question.
 * Without that word, the last message is the question.
 */
export function readPrompt(messages: readonly ChatMessage[]): Prompt {
  const text = messages.map(({ content }) => content).join('\n');
  const questionAt = text.lastIndexOf('\nQuestion:');
  if (questionAt === -1) return { question: messages.at(-1)?.content.trim() ?? '', sources: [] };
  return {
    question: text.slice(questionAt + '\nQuestion:'.length).trim(),
    sources: readSources(text.slice(0, questionAt)),
  };
}

function readSources(text: string): PromptSource[] {
  const starts: { number: number; at: number; bodyAt: number }[] = [];
  for (const match of text.matchAll(heading)) {
    const number = Number(match[1]);
    // Footnotes in a body look the same, but seldom continue the count.
    if (number !== starts.length + 1) continue;
    starts.push({ number, at: match.index, bodyAt: match.index + match[0].length });
  }
  return starts.map(({ number, bodyAt }, index) => ({
    number,
    body: text.slice(bodyAt, starts[index + 1]?.at),
  }));
}
