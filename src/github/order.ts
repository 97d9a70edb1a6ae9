import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mostTrials } from '../config/replay-schema.ts';
import { caseNameSchema } from '../replay/case.ts';

const commitId = z.string().regex(/^[0-9a-f]{40}$/);
const positive = z.int().positive();
const instant = z.iso.datetime({ precision: 3 });

/** How many cases an order may name. */
export const mostCases = 20;

/** How many models, instants and commits each an order may name to replay a case with besides. */
export const mostAlternatives = 10;

/** A model as vendors name theirs: `gpt-4.1-2025-04-14`, `ft:gpt-4o-mini:acme::a1`, `meta-llama/Llama-3.3-70B`. */
export const modelNameSchema = z.string().regex(/^[\w@][\w@.:/+-]{0,199}$/);

/** Names one request: the same event gives the same id, so that it starts one run however often it arrives. */
export const orderIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * What the App asks of the Action: one investigation for one thread. It travels as inputs of a workflow, which anybody
 * with write access can also send, so that the Action checks what it says.
 */
export const orderSchema = z
  .strictObject({
    id: orderIdSchema,
    /** Number of the issue or pull request. */
    thread: positive,
    /** The commit to preview; without one the deployed commit. */
    head: commitId.exactOptional(),
    /** The commit to compare with. */
    base: commitId.exactOptional(),
    /** Names of committed cases; without any, those of `issue`, and without that all of `replay.cases`. */
    cases: z.array(caseNameSchema).max(mostCases).default([]),
    /** The issue whose text holds the case, and the SHA-256 (hex) of the text that was approved. */
    issue: z
      .strictObject({ number: positive, digest: z.string().regex(/^[0-9a-f]{64}$/) })
      .exactOptional(),
    trials: positive.max(mostTrials).exactOptional(),
    /** The instant whose data are branched; without one the present. */
    at: instant.exactOptional(),
    /** What to find out of the cases that fail, besides the verdicts; without it what `replay.bisect` of the config says. */
    ask: z.enum(['culprit', 'causes']).exactOptional(),
    /** Of `causes`: what to replay with besides. */
    alternatives: z
      .strictObject({
        models: z.array(modelNameSchema).max(mostAlternatives),
        instants: z.array(instant).max(mostAlternatives),
        /** The commits whose prompt files are tried. */
        prompts: z.array(commitId).max(mostAlternatives),
      })
      .exactOptional(),
    /** The comment that reports, which the App has written. */
    comment: positive.exactOptional(),
    /** The comment that asked, for the reactions; without one the thread itself did. */
    reactTo: positive.exactOptional(),
  })
  .refine(({ ask, alternatives }) => alternatives === undefined || ask === 'causes');

/** See {@link orderSchema}. */
export type Order = z.infer<typeof orderSchema>;

/** The id of the order that these facts make, such as thread, event and its number. */
export function orderId(...facts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

/** SHA-256 (hex) of an issue's text, by which the Action knows that it is the approved one. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The inputs of the workflow `branch-prod.yml`, whose `run-name` puts them where {@link parseRunTitle} finds them. */
export function workflowInputs(order: Order): Record<'thread' | 'id' | 'head' | 'order', string> {
  return {
    thread: String(order.thread),
    id: order.id,
    head: order.head ?? '',
    order: JSON.stringify(order),
  };
}

/** What a run's title says of its order: `branch-prod #12 0123456789abcdef` and the head, where there is one. */
export interface RunTitle {
  readonly thread: number;
  readonly id: string;
  readonly head?: string;
}

/** Reads the title of a run of `branch-prod.yml`; `undefined` for a run that the App did not ask for. */
export function parseRunTitle(title: string): RunTitle | undefined {
  const match = /^branch-prod #([1-9]\d{0,9}) ([0-9a-f]{16})(?: ([0-9a-f]{40}))? ?$/.exec(title);
  if (match === null) return undefined;
  const [, thread, id, head] = match as unknown as [string, string, string, string | undefined];
  return { thread: Number(thread), id, ...(head !== undefined && { head }) };
}
