import { z } from 'zod';
import { onceParsed } from './once-parsed.ts';
import { Secret } from './secret.ts';
import { textSchema } from './text.ts';

const archive = z.strictObject({
  restoreCommand: z
    .string()
    .refine(
      (text) => /%f/.test(text) && /%p/.test(text) && !/\p{Cc}/u.test(text),
      'must be one line with %f and %p, such as cp /archive/%f %p',
    )
    .transform((command) => new Secret(command))
    .describe(
      `PostgreSQL's restore_command, which gets a file (%f) of the archived write-ahead log (to %p); \${NAME} reads the environment.`,
    ),
  baseBackups: textSchema.describe(
    'The folder whose sub-folders are base backups in plain format (`pg_basebackup`); relative to the repository.',
  ),
});

/** The config's section `source`. */
export const sourceSchema = z
  .strictObject({
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
    copy: z
      .enum(['files', 'standby', 'logical'])
      .describe(
        'How it is copied: the files of `dataDirectory` (the default with it), a standby that is kept here (the default without), or row by row where neither can be had.',
      )
      .optional(),
    archive: archive
      .describe('What `--at` replays: the source as it was at an instant in the past.')
      .optional(),
  })
  .superRefine(({ dataDirectory, copy }, context) => {
    if ((copy === 'files') === (dataDirectory !== undefined) || copy === undefined) return;
    const message =
      copy === 'files' ? '`files` needs `dataDirectory`' : `\`${copy}\` uses no \`dataDirectory\``;
    context.addIssue({ code: 'custom', path: ['copy'], message });
  }, onceParsed)
  .transform(({ copy, ...source }) => ({
    ...source,
    copy: copy ?? (source.dataDirectory === undefined ? ('standby' as const) : ('files' as const)),
  }));

/** Whether a text has the form of a connection URL of PostgreSQL. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text);
}
