import type { LoadedConfig } from '../config/parse-config.ts';
import { BranchProdError } from '../errors.ts';
import { resolveCommit } from '../preview/resolve-commit.ts';
import type { CauseAlternatives } from './find-causes.ts';

/** What a case is to be replayed with besides, to find what decides it; the config knows more. */
export interface AskedAlternatives {
  /** Models, as their API knows them. */
  readonly models?: readonly string[] | undefined;
  /** Instants whose data are tried. */
  readonly instants?: readonly Date[] | undefined;
  /** Git refs whose files of the config's `ai.prompts` are tried. */
  readonly prompts?: readonly string[] | undefined;
}

/**
 * Looks up what was asked for, before anything costs time. Where the data are not those of the present, the present ones
 * are tried as well. Throws `config-invalid` for what the config lacks, `not-found` for a ref that is no commit.
 */
export async function resolveAlternatives(
  { models = [], instants = [], prompts = [] }: AskedAlternatives,
  {
    repository,
    at,
    loaded: { config, file },
  }: { repository: string; at: Date | undefined; loaded: LoadedConfig },
): Promise<CauseAlternatives> {
  if (prompts.length > 0 && (config.ai?.prompts ?? []).length === 0) {
    throw new BranchProdError('config-invalid', `${file}: ai.prompts names no prompt files.`, {
      nextStep: 'List the files that hold the prompts as ai.prompts, such as [prompts/**].',
    });
  }
  if (instants.length > 0 && config.source.archive === undefined) {
    throw new BranchProdError(
      'config-invalid',
      `${file}: source.archive is missing, without which there are no data of another instant.`,
      { nextStep: 'Set source.archive, or ask without another instant.' },
    );
  }
  return {
    models,
    instants: at === undefined ? instants : [undefined, ...instants],
    prompts: await Promise.all(
      prompts.map(async (ref) => {
        const commit = await resolveCommit(repository, ref);
        return { label: ref === commit ? commit.slice(0, 12) : ref, commit };
      }),
    ),
  };
}
