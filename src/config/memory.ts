import { z } from 'zod';

const bytes: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** An amount of memory as written, with a binary unit as in Kubernetes (`512Mi`, `4Gi`), parsed into bytes. */
export const memorySchema = z
  .string()
  .regex(/^[1-9]\d{0,3}[KMGT]i$/, 'must be an amount of memory such as "512Mi" or "4Gi"')
  .transform((text) => Number(text.slice(0, -2)) * (bytes[text.slice(-2)] ?? Number.NaN));
