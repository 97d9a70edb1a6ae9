import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BranchProdError } from '../errors.ts';
import { type Config, configPath } from './config.ts';
import { readFromDefaultBranch } from './default-branch.ts';
import { type KnownEnvironment, type LoadedConfig, parseConfig } from './parse-config.ts';

/**
 * Reads and checks the config of a repository (a directory): `.github/branch-prod.yml` as committed on the default
 * branch, because a pull request must not loosen the masking of the data that it is shown; or `file`, if given.
 * Throws `config-missing` or `config-invalid`; the latter names every problem with its line.
 */
export async function loadConfig({
  repository,
  file,
  ...known
}: KnownEnvironment & {
  repository: string;
  file?: string | undefined;
}): Promise<LoadedConfig> {
  const { name, text } =
    file === undefined ? await readCommitted(repository) : await readGiven(file);
  const loaded = parseConfig(text, { file: name, ...known });
  const source = resolvePaths(loaded.config.source, repository);
  return { ...loaded, config: { ...loaded.config, source } };
}

function resolvePaths(source: Config['source'], repository: string): Config['source'] {
  const { dataDirectory, archive } = source;
  const inRepository = (path: string) => resolve(repository, path);
  return {
    ...source,
    ...(dataDirectory !== undefined && { dataDirectory: inRepository(dataDirectory) }),
    ...(archive && { archive: { ...archive, baseBackups: inRepository(archive.baseBackups) } }),
  };
}

async function readCommitted(repository: string): Promise<{ name: string; text: string }> {
  const committed = await readFromDefaultBranch(repository, configPath);
  if (committed !== undefined) return committed;
  throw new BranchProdError('config-missing', `The default branch has no ${configPath}.`, {
    nextStep: 'Commit a config there.',
  });
}

async function readGiven(file: string): Promise<{ name: string; text: string }> {
  try {
    return { name: file, text: await readFile(file, 'utf8') };
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new BranchProdError('config-missing', `${file} can't be read${reason}.`, {
      nextStep: 'Pass the path of a readable config with --config FILE.',
      cause,
    });
  }
}
