import { BranchProdError } from '../../../../errors.ts';
import type { Cluster } from './make-cluster.ts';
import type { Definition } from './read-definition.ts';

/**
 * Extensions that act on other hosts, some of which come only with the server that they were made for. Neutralising
 * takes them from every copy, so that it doesn't matter that they are missing here.
 */
export const UNNEEDED_EXTENSIONS: readonly string[] = [
  'aws_commons',
  'aws_lambda',
  'aws_s3',
  'http',
  'pg_cron',
  'pg_net',
];

/** From this version on pg_dump can leave extensions out. */
const CAN_CHOOSE = 14;

export interface ChosenExtensions {
  /** The names of those to copy; `undefined` for all. */
  readonly extensions: readonly string[] | undefined;
  /** In sentences for the report. */
  readonly notes: readonly string[];
}

/**
 * Decides on the source's extensions before anything is copied. Throws `source-unsupported` when this machine lacks
 * one that the copy needs.
 */
export async function chooseExtensions(
  cluster: Cluster,
  { extensions, major }: Definition,
): Promise<ChosenExtensions> {
  const available = new Map(
    (
      await cluster.query(
        'template1',
        'SELECT name, default_version AS version FROM pg_available_extensions',
      )
    ).map(({ name, version }) => [name as string, version as string]),
  );
  const unneeded = extensions.filter(
    ({ name }) => major >= CAN_CHOOSE && UNNEEDED_EXTENSIONS.includes(name),
  );
  const needed = extensions.filter((extension) => !unneeded.includes(extension));
  const missing = needed.filter(({ name }) => !available.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new BranchProdError(
      'source-unsupported',
      `This machine's PostgreSQL ${major} lacks extensions of the source: ${names}`,
      { nextStep: 'Install them here (for pgvector: the package postgresql-<version>-pgvector).' },
    );
  }
  return {
    extensions: unneeded.length === 0 ? undefined : needed.map(({ name }) => name),
    notes: [
      ...unneeded.map(({ name }) => `The extension ${name} was left out.`),
      ...needed
        .filter(({ name, version }) => available.get(name) !== version)
        .map(
          ({ name, version }) =>
            `The extension ${name} is ${available.get(name)} here and ${version} in the source.`,
        ),
    ],
  };
}
