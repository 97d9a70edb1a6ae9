import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { resultSchema, stepSchema } from '../investigation/result.ts';
import { orderIdSchema } from './order.ts';

/** Why an investigation ended without a result. */
const failureSchema = z.strictObject({
  step: stepSchema,
  code: z.enum(errorCodes),
  message: z.string(),
  nextStep: z.string(),
  /** From the start of the investigation, in milliseconds. */
  atMs: z.number().nonnegative(),
});

/** How a run of the Action ended: the file `outcome.json` of its artifact, from which the App concludes the check. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finished'), order: orderIdSchema, result: resultSchema }),
  z.strictObject({ kind: z.literal('failed'), order: orderIdSchema, failure: failureSchema }),
]);

/** See {@link outcomeSchema}. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** Name of the artifact that holds `outcome.json` and, where there is a result, `result.json`. */
export const artifactName = 'branch-prod';
