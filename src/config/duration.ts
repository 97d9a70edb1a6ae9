import { z } from 'zod';

const milliseconds: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as written, one whole number and one unit (`90s`, `30m`, `4h`, `2d`), parsed into milliseconds. */
export const durationSchema = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhd]$/, 'must be a duration such as "90s", "30m", "4h" or "2d"')
  .transform((text) => Number(text.slice(0, -1)) * (milliseconds[text.slice(-1)] ?? Number.NaN));
