import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import { BranchProdError } from '../errors.ts';

/**
 * The config as a command is told to read it.
 *
 * @param file the option `--config`, relative to `directory`
 * @throws {BranchProdError} as {@link loadConfig}
 */
export async function loadConfigOption(
  file: string | undefined,
  context: { directory: string; repository: string; environment: NodeJS.ProcessEnv },
): Promise<LoadedConfig> {
  const { directory, repository, environment } = context;
  if (file !== undefined) {
    return loadConfig({ repository, file: resolve(directory, file), environment });
  }
  try {
    return await loadConfig({ repository, environment });
  } catch (error) {
    if (!(error instanceof BranchProdError && error.code === 'config-missing')) throw error;
    throw new BranchProdError('config-missing', error.message, {
      nextStep: `${error.nextStep} Or pass --config FILE.`,
      cause: error,
    });
  }
}
