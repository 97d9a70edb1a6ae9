import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const manifestSchema = z.object({
  name: z.string(),
  inputs: z
    .record(
      z.string(),
      z.object({ default: z.union([z.string(), z.number(), z.boolean()]).optional() }),
    )
    .optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  runs: z.strictObject({
    using: z.literal('node24'),
    main: z.string(),
    post: z.string().optional(),
    'post-if': z.string().optional(),
  }),
});

/** What an `action.yml` says that matters to a runner. */
export interface ActionManifest {
  readonly directory: string;
  /** The inputs and their defaults, which may hold `${{ }}`; without a default they are empty. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly main: string;
  readonly post: string | undefined;
  /** When the post step runs: by default always. */
  readonly postIf: string;
}

/** Reads the `action.yml` (or `action.yaml`) of a JavaScript action for Node 24. */
export async function readActionManifest(directory: string): Promise<ActionManifest> {
  const text = await readFile(join(directory, 'action.yml'), 'utf8').catch(() =>
    readFile(join(directory, 'action.yaml'), 'utf8'),
  );
  const { inputs = {}, runs } = manifestSchema.parse(parse(text));
  return {
    directory,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, String(input.default ?? '')]),
    ),
    main: runs.main,
    post: runs.post,
    postIf: runs['post-if'] ?? 'always()',
  };
}
