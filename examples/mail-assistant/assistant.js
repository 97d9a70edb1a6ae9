import { buildPrompt } from './prompt.js';
import { retrieve } from './retrieve.js';

/** The dimensions of the column `messages.embedding`. */
const dimensions = 384;
const excerptLength = 300;

/** Said instead of an answer when the model's API is the one that failed. */
export class ModelError extends Error {}

/** Makes the function that answers a question from the mail. */
export function createAssistant({ pool, openai, template, model, embeddingModel, sources: limit }) {
  return async function ask(question) {
    const { data } = await callModel(() =>
      openai.embeddings.create({ model: embeddingModel, input: question, dimensions }),
    );
    const sources = await retrieve(pool, data[0].embedding, limit);
    const completion = await callModel(() =>
      openai.chat.completions.create({
        model,
        temperature: 0,
        messages: [{ role: 'user', content: buildPrompt(template, question, sources) }],
      }),
    );
    const answer = completion.choices[0]?.message.content ?? '';
    return {
      answer,
      citations: findCitations(answer, sources),
      sources: sources.map(({ body, ...source }) => ({
        ...source,
        excerpt: body.slice(0, excerptLength),
      })),
      model: completion.model,
    };
  };
}

async function callModel(call) {
  try {
    return await call();
  } catch (cause) {
    throw new ModelError('The model did not answer.', { cause });
  }
}

function findCitations(answer, sources) {
  const cited = new Set([...answer.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])));
  return sources
    .filter(({ rank }) => cited.has(rank))
    .map(({ id, subject, author, sentAt }) => ({ id, subject, author, sentAt }));
}
