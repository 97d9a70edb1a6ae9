import { z } from 'zod';
import { mostTrials } from '../../config/replay-schema.ts';
import { caseNameSchema } from '../../replay/case.ts';
import { mostCases } from '../order.ts';

/** What a comment that begins with `/branch-prod` asks for. */
export const commandSchema = z.discriminatedUnion('name', [
  z.strictObject({
    /** `run` is also what the bare `/branch-prod` means. */
    name: z.enum(['run', 'replay', 'bisect', 'explain']),
    cases: z.array(caseNameSchema).max(mostCases),
    trials: z.int().min(1).max(mostTrials).exactOptional(),
    /** A branch, tag or commit as it was written; hostile. */
    ref: z.string().min(1).max(255).exactOptional(),
    at: z.iso.datetime({ offset: true }).exactOptional(),
  }),
  z.strictObject({ name: z.literal('extend'), milliseconds: z.int().positive() }),
  z.strictObject({ name: z.literal('keep'), case: caseNameSchema.exactOptional() }),
  z.strictObject({ name: z.enum(['status', 'destroy', 'help']) }),
  /** What can't be done, as a sentence for the person, with nothing of the comment in it that is not quoted. */
  z.strictObject({ name: z.literal('unreadable'), problem: z.string() }),
]);

/** See {@link commandSchema}. */
export type Command = z.infer<typeof commandSchema>;
