import { z } from 'zod';

/** An instant in the past, written in ISO 8601 with its zone; a `Date` once parsed. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'must be a time with its zone, such as 2026-03-01T14:05:00Z' })
  .transform((text) => new Date(text))
  .refine((instant) => instant.getTime() < Date.now(), 'must be in the past');
