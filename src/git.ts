import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';

/** Set when we run inside a git hook; they would point git at another repository than `repository`. */
const repositoryVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

interface GitOptions {
  /** In place of {@link gitEnvironment}, such as one with credentials. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What git may print before it is ended; 1 MiB by default. */
  readonly maxBytes?: number;
}

/**
 * Runs git in a repository, without a shell, and returns its standard output. Rejects with execFile's error: use
 * {@link gitFailure} to tell people about it.
 */
export async function git(
  repository: string,
  args: readonly string[],
  options?: GitOptions,
): Promise<string> {
  return (await gitBytes(repository, args, options)).toString('utf8');
}

/** The same for output that need not be text. */
export async function gitBytes(
  repository: string,
  args: readonly string[],
  { environment = gitEnvironment(), maxBytes = 1024 * 1024 }: GitOptions = {},
): Promise<Buffer> {
  const { stdout } = await promisify(execFile)('git', ['-C', repository, ...args], {
    env: environment,
    maxBuffer: maxBytes,
    encoding: 'buffer',
  });
  return stdout;
}

/** Our environment, changed so that git asks nobody anything and means the repository that it is told. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  for (const name of repositoryVariables) delete environment[name];
  return environment;
}

/** The lines in which git says why it failed, without control characters and credentials in URLs. */
export function gitFailure(error: unknown): string {
  const { stderr, code } = error as { stderr?: string | Buffer; code?: string | number };
  const lines = stripVTControlCharacters(String(stderr ?? '')).split('\n');
  const reason = lines.filter((line) => /^(?:error|fatal): /.test(line)).slice(0, 2);
  if (reason.length === 0) return code === 'ENOENT' ? 'git is not installed' : 'git failed';
  const text = reason.join('; ').replaceAll(/\p{Cc}/gu, '');
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//').slice(0, 500);
}
