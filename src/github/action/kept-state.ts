import { z } from 'zod';
import { orderIdSchema } from '../order.ts';
import type { Runner } from './runner.ts';

const positive = z.int().positive();

const schema = z.strictObject({
  order: orderIdSchema,
  thread: positive.exactOptional(),
  comment: positive.exactOptional(),
  deployment: positive.exactOptional(),
  /** The engine's folder. */
  stateFolder: z.string(),
  /** The folder of `result.json`, which later steps of the job may read. */
  outcomeFolder: z.string().exactOptional(),
  /** Whether the thread has its report. */
  isReported: z.boolean(),
  /** Whether nothing is left to be done but the removal of files. */
  isOver: z.boolean(),
});

/** What the `post` step has to know, whatever became of the main one. */
export type KeptState = z.output<typeof schema>;

const name = 'branch-prod';

/** Keeps it at once: the next moment may be the last. */
export function keepState(runner: Pick<Runner, 'saveState'>, state: KeptState): void {
  runner.saveState(name, JSON.stringify(state));
}

/** `undefined` when the main step ended before it began. */
export function keptState(runner: Pick<Runner, 'getState'>): KeptState | undefined {
  const text = runner.getState(name);
  return text === '' ? undefined : schema.parse(JSON.parse(text));
}
