import { z } from 'zod';

/** A text that is not blank. */
export const textSchema = z.string().regex(/\S/, 'must not be empty');
