import type { Api } from './route.ts';
import { textOf } from './text-of.ts';

/** What an answer of a model's API says, as far as it could be read. */
export interface ReadAnswer {
  readonly answer: string;
  readonly model?: string | undefined;
  readonly promptTokens?: number | undefined;
  readonly answerTokens?: number | undefined;
  readonly finishReason?: string | undefined;
  /** What went wrong, without values. */
  readonly error?: string | undefined;
  /** Whether there is no whole answer, and not because of the request. */
  readonly isLost?: boolean | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/** The member without which an answer is none of its API. */
const essential: Readonly<Record<Api, string | undefined>> = {
  'openai-chat': 'choices',
  'openai-responses': 'output',
  'openai-embeddings': 'data',
  'anthropic-messages': 'content',
  other: undefined,
};

/** Reads the body of an answer that was not streamed, or what a stream's events add up to. */
export function readAnswer(body: unknown, api: Api): ReadAnswer {
  const answer = members(body);
  const needed = essential[api];
  if (needed !== undefined && !Array.isArray(answer[needed])) {
    return { answer: '', error: `The answer has no ${needed}.`, isLost: true };
  }
  const usage = members(answer.usage);
  const model = string(answer.model);
  switch (api) {
    case 'openai-chat': {
      const choices = array(answer.choices).map(members);
      return {
        answer: textOf(choices.map(({ message }) => message)),
        model,
        promptTokens: number(usage.prompt_tokens),
        answerTokens: number(usage.completion_tokens),
        finishReason: string(choices[0]?.finish_reason),
      };
    }
    case 'openai-responses':
      return {
        answer: textOf(withoutThoughts(answer.output)),
        model,
        promptTokens: number(usage.input_tokens),
        answerTokens: number(usage.output_tokens),
        finishReason: string(members(answer.incomplete_details).reason) ?? string(answer.status),
        ...failureOf(answer),
      };
    case 'anthropic-messages':
      return {
        answer: textOf(withoutThoughts(answer.content)),
        model,
        promptTokens: sum([
          usage.input_tokens,
          // What was written to or read from the cache is not in the first.
          usage.cache_creation_input_tokens,
          usage.cache_read_input_tokens,
        ]),
        answerTokens: number(usage.output_tokens),
        finishReason: string(answer.stop_reason),
      };
    case 'openai-embeddings':
      return { answer: '', model, promptTokens: number(usage.prompt_tokens) };
    case 'other':
      return { answer: '' };
  }
}

/**
 * What an API calls the error in a body, such as `: rate_limit_error`; empty if it does not say. A prompt that does not
 * fit is always OpenAI's `context_length_exceeded`: others have no name for it, only a sentence.
 */
export function errorName(body: unknown): string {
  const { code, type, message } = members(members(body).error);
  if (/^prompt is too long|maximum context length/i.test(string(message) ?? '')) {
    return ': context_length_exceeded';
  }
  // A name, and no text that may hold values.
  const name = [code, type].find(
    (name): name is string => typeof name === 'string' && /^[\w.-]{1,64}$/.test(name),
  );
  return name === undefined ? '' : `: ${name}`;
}

function failureOf(answer: Members): Pick<ReadAnswer, 'error' | 'isLost'> {
  return answer.error ? { error: `The model failed${errorName(answer)}.`, isLost: true } : {};
}

const thoughts: ReadonlySet<unknown> = new Set(['reasoning', 'thinking', 'redacted_thinking']);

function withoutThoughts(items: unknown): unknown[] {
  return array(items).filter((item) => !thoughts.has(members(item).type));
}

/** The members of an object; none of anything else, as an array has too many. */
export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

export function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function sum(values: readonly unknown[]): number | undefined {
  const counted = values.flatMap((value) => number(value) ?? []);
  return counted.length === 0 ? undefined : counted.reduce((a, b) => a + b);
}
