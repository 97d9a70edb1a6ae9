import { z } from 'zod';
import { mostTrials } from '../../config/replay-schema.ts';
import { caseNameSchema } from '../../replay/case.ts';
import { modelNameSchema, mostAlternatives, mostCases } from '../order.ts';

/** A branch, tag or commit as it was written; hostile. */
const ref = z.string().min(1).max(255);
const instant = z.iso.datetime({ offset: true });

const options = {
  cases: z.array(caseNameSchema).max(mostCases),
  trials: z.int().min(1).max(mostTrials).exactOptional(),
  ref: ref.exactOptional(),
  at: instant.exactOptional(),
};

/** What a comment that begins with `/branch-prod` asks for. */
export const commandSchema = z.discriminatedUnion('name', [
  /** `run` is also what the bare `/branch-prod` means. */
  z.strictObject({ name: z.enum(['run', 'replay', 'bisect']), ...options }),
  z.strictObject({
    name: z.literal('explain'),
    ...options,
    /** What the case is replayed with besides, as in an order; of the prompts, refs. */
    alternatives: z
      .strictObject({
        models: z.array(modelNameSchema).max(mostAlternatives),
        instants: z.array(instant).max(mostAlternatives),
        prompts: z.array(ref).max(mostAlternatives),
      })
      .exactOptional(),
  }),
  z.strictObject({ name: z.literal('extend'), milliseconds: z.int().positive() }),
  z.strictObject({ name: z.literal('keep'), case: caseNameSchema.exactOptional() }),
  z.strictObject({ name: z.enum(['status', 'destroy', 'help']) }),
  /** What can't be done, as a sentence for the person, with nothing of the comment in it that is not quoted. */
  z.strictObject({ name: z.literal('unreadable'), problem: z.string() }),
]);

/** See {@link commandSchema}. */
export type Command = z.infer<typeof commandSchema>;

/** A command that starts an investigation. */
export type InvestigationCommand = Extract<Command, { cases: string[] }>;
