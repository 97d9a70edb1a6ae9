import { z } from 'zod';

/** Paths or globs, relative to the repository and never out of it. */
export const globsSchema = z.array(
  z
    .string()
    .regex(
      /^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/,
      'must be a path or glob inside the repository, such as "src/**"',
    ),
);
