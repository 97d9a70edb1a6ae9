import { z } from 'zod';
import { Secret } from './secret.ts';
import { textSchema } from './text.ts';

/** The config's section `source`. */
export const sourceSchema = z.strictObject({
  postgres: z
    .string()
    .refine(isPostgresUrl, 'must be a URL such as postgres://user:password@host:5432/database')
    .transform((url) => new Secret(url))
    .describe(
      `Connection URL of production or its replica; \${NAME} reads it from the environment.`,
    ),
  dataDirectory: textSchema
    .describe("The server's data directory on this machine; relative to the repository.")
    .optional(),
});

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text);
}
