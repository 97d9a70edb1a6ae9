import { createHash } from 'node:crypto';
import { z } from 'zod';
import { answer } from './answer.ts';
import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';
import { estimateTokens } from './tokens.ts';

/** The name says what it is, whatever model was asked for. */
export const chatModel = 'stand-in-extractive-1';

const textPart = z.object({ type: z.literal('text'), text: z.string() });

/** What is understood of a chat request. Settings such as `temperature` are accepted and have no effect. */
export const chatRequestSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.union([
          z.string(),
          z.array(textPart).transform((parts) => parts.map(({ text }) => text).join('\n')),
        ]),
      }),
    )
    .min(1),
  n: z.literal(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** The answer to a chat request as one `chat.completion`; the same for the same request, `created` too. */
export function completeChat(
  request: ChatRequest,
  inverseDocumentFrequency: InverseDocumentFrequency,
) {
  const content = answer(request.messages, inverseDocumentFrequency);
  const prompt = estimateTokens(request.messages.map((message) => message.content).join('\n'));
  const completion = estimateTokens(content);
  return {
    ...identify(request),
    object: 'chat.completion' as const,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    },
  };
}

/** The same answer word by word, as `chat.completion.chunk`s. */
export function* streamChat(
  request: ChatRequest,
  inverseDocumentFrequency: InverseDocumentFrequency,
) {
  const { choices, usage, ...completion } = completeChat(request, inverseDocumentFrequency);
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...completion,
    object: 'chat.completion.chunk' as const,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });
  yield chunk({ role: 'assistant', content: '' });
  for (const content of choices[0]?.message.content.match(/\s*\S+/g) ?? [])
    yield chunk({ content });
  yield chunk({}, 'stop');
  if (request.stream_options?.include_usage) yield { ...chunk({}), choices: [], usage };
}

/** A stand-in has no clock, so that the same request always has the same answer. */
function identify({ model, messages }: ChatRequest) {
  const digest = createHash('sha256').update(JSON.stringify({ model, messages })).digest('hex');
  return {
    id: `chatcmpl-${digest.slice(0, 24)}`,
    created: Number.parseInt(digest.slice(0, 8), 16),
    model: chatModel,
  };
}
