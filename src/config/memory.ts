import { z } from 'zod';

const bytes: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** An amount of memory as written, with a binary unit as in Kubernetes (`512Mi`, `4Gi`), parsed into bytes. */
export const memorySchema = amountOf('memory', '"512Mi" or "4Gi"');

/** An amount of disk space, written in the same way. */
export const diskSchema = amountOf('disk space', '"80Gi" or "2Ti"');

function amountOf(what: string, examples: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,3}[KMGT]i$/, `must be an amount of ${what} such as ${examples}`)
    .transform((text) => Number(text.slice(0, -2)) * (bytes[text.slice(-2)] ?? Number.NaN));
}
