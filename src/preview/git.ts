import { execFile } from 'node:child_process';
import { once } from 'node:events';
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

/**
 * Runs git in a repository, without a shell, a prompt or the repository's hooks, and returns its standard output.
 * Rejects with execFile's error, once git has really ended: use {@link gitFailure} to tell people about it.
 */
export async function git(
  repository: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const environment: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  for (const name of repositoryVariables) delete environment[name];
  const running = promisify(execFile)(
    'git',
    ['-C', repository, '-c', 'core.hooksPath=/dev/null', ...args],
    { env: environment, ...(signal && { signal }) },
  );
  try {
    return (await running).stdout;
  } catch (error) {
    const { child } = running;
    // An abort rejects at once, while git is still removing what it had begun.
    const alive = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    if (alive) await once(child, 'exit');
    throw error;
  }
}

/** The line in which git says why it failed, without control characters and credentials in URLs. */
export function gitFailure(error: unknown): string {
  const { stderr, code } = error as { stderr?: string; code?: string | number };
  const lines = stripVTControlCharacters(stderr ?? '').split('\n');
  const reason = lines.find((line) => line.startsWith('fatal:')) ?? lines.find(Boolean);
  if (!reason) return code === 'ENOENT' ? 'git is not installed' : 'git failed';
  return reason.replaceAll(/\/\/[^/@\s]+@/g, '//').slice(0, 500);
}
