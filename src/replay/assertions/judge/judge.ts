import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { notEvaluated } from '../not-evaluated.ts';
import { parseJson } from '../parse-json.ts';
import { type PostOptions, post } from './post.ts';

/** The config's `ai.judge`. */
export type JudgeSettings = NonNullable<NonNullable<Config['ai']>['judge']>;

/** What is asked of a judge, and the form of its answer. */
export interface JudgeQuestion<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** Ours: what is to be done. */
  readonly task: string;
  /** What is to be judged, and by what: see `quoteData`. */
  readonly data: string;
}

/**
 * The model that judges answers. Both reject with `replay-failed` when it does not answer, or not in the form that was
 * asked for, which makes the trial an error and no failure; and with the signal's reason once it is aborted.
 */
export interface Judge {
  ask<Schema extends z.ZodObject>(
    question: JudgeQuestion<Schema>,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
  /** The embeddings of some texts, in their order. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]>;
}

const chatSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
});

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

/**
 * A judge behind an API as OpenAI's: chat completions with a JSON Schema for the answer, at temperature 0, and
 * embeddings.
 * https://platform.openai.com/docs/guides/structured-outputs
 */
export function createJudge(settings: JudgeSettings, options: PostOptions): Judge {
  const { model, embeddings } = settings;
  return {
    async ask({ schema, task, data }, signal) {
      const body = {
        model,
        temperature: 0,
        messages: [
          { role: 'system', content: task },
          { role: 'user', content: data },
        ],
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'judgement', strict: true, schema: z.toJSONSchema(schema) },
        },
      };
      const answered = await post(settings, 'chat/completions', body, { ...options, signal });
      const content = chatSchema.safeParse(answered).data?.choices[0].message.content;
      const judgement = schema.safeParse(content === undefined ? undefined : parseJson(content));
      if (!judgement.success) throw unreadable('without the judgement that was asked for');
      return judgement.data;
    },
    async embed(texts, signal) {
      const body = { model: embeddings, input: texts, encoding_format: 'float' };
      const answered = await post(settings, 'embeddings', body, { ...options, signal });
      const vectors = embeddingsSchema.safeParse(answered).data?.data ?? [];
      const inOrder = texts.map((_, at) => vectors.find(({ index }) => index === at)?.embedding);
      return inOrder.map((vector) => {
        if (vector === undefined) throw unreadable('without the embeddings that were asked for');
        return vector;
      });
    },
  };
}

function unreadable(how: string) {
  return notEvaluated(
    `The judge answered ${how}.`,
    'Choose a model for ai.judge that answers by a JSON Schema, and see that ai.judge.embeddings is one of embeddings.',
  );
}
