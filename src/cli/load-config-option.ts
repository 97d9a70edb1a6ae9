import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import type { KnownEnvironment, LoadedConfig } from '../config/parse-config.ts';
import { BranchProdError } from '../errors.ts';

/**
 * The config as a command is told to read it.
 *
 * @param file the option `--config`, relative to `directory`
 * @throws {BranchProdError} as {@link loadConfig}
 */
export async function loadConfigOption(
  file: string | undefined,
  { directory, ...context }: KnownEnvironment & { directory: string; repository: string },
): Promise<LoadedConfig> {
  if (file !== undefined) return loadConfig({ ...context, file: resolve(directory, file) });
  try {
    return await loadConfig(context);
  } catch (error) {
    if (!(error instanceof BranchProdError && error.code === 'config-missing')) throw error;
    throw new BranchProdError('config-missing', error.message, {
      nextStep: `${error.nextStep} Or pass --config FILE.`,
      cause: error,
    });
  }
}
