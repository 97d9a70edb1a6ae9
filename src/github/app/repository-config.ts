import { configPath } from '../../config/config.ts';
import { type PublicConfig, parsePublicConfig } from '../../config/parse-config.ts';
import { BranchProdError } from '../../errors.ts';
import { cutText } from '../../report/plain-text.ts';
import type { GitHubClient } from '../client.ts';
import { isNotFound } from '../is-not-found.ts';
import type { AccessLevel } from '../permissions.ts';
import type { Repository } from '../thread.ts';

/** Thousands of columns fit; and to parse more would keep the App from everybody else for seconds. */
const MAX_KIB = 256;
/** What is told must fit into a comment. */
const MAX_LINES = 20;
const MAX_LINE_LENGTH = 500;

/** What the App needs of a repository's config. It sees none of the config's secrets. */
export interface RepositoryConfig {
  /** Who may start an investigation: the least access. */
  readonly access: AccessLevel;
  /** Globs of the paths whose pull requests are replayed by themselves; empty if none are. */
  readonly checkPaths: readonly string[];
  /** Globs of the prompt files. */
  readonly promptPaths: readonly string[];
  /** Globs of the case files. */
  readonly cases: readonly string[];
}

/**
 * Reads the config that is committed on the default branch, and nowhere else: a pull request must not decide who may
 * start it. What it refuses the Action refuses, too, since both read the same file by the same schema; except a file of
 * more than 256 KiB, which only this one refuses.
 *
 * @returns `missing` where the repository has none; `problem` names what is wrong, one a line, with positions, at most
 *   20. Its text holds keys of the config and the branch's name: put it into Markdown with `codeBlock`
 * @throws GitHub's errors
 */
export async function readRepositoryConfig(
  client: GitHubClient,
  repository: Repository,
  defaultBranch: string,
): Promise<RepositoryConfig | 'missing' | { readonly problem: string }> {
  const file = `${defaultBranch}:${configPath}`;
  const entry = await findEntry(client, repository);
  if (entry === undefined) return 'missing';
  if (entry.type !== 'file') return { problem: `${file}: must be a file, not a ${entry.type}` };
  if (entry.size > MAX_KIB * 1024) return { problem: `${file}: longer than ${MAX_KIB} KiB` };
  const bytes = await readBlob(client, repository, entry.sha);
  if (bytes === undefined) return { problem: `${file}: must be a file` };
  const text = decode(bytes);
  if (text === undefined) return { problem: `${file}: not UTF-8` };
  try {
    return appFields(parsePublicConfig(text, { file }));
  } catch (error) {
    if (error instanceof BranchProdError && error.code === 'config-invalid') {
      return { problem: firstLines(error.message) };
    }
    throw error;
  }
}

/**
 * The config as an entry of its folder. Asked for the file itself, GitHub would follow a symbolic link; git, with which
 * the Action reads, does not. Without `ref` it is the default branch, where `ref` could also be a tag of that name.
 */
async function findEntry(client: GitHubClient, { owner, repo }: Repository) {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner,
      repo,
      path: configPath.slice(0, configPath.lastIndexOf('/')),
    });
    return Array.isArray(data) ? data.find(({ path }) => path === configPath) : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Nothing for a submodule, which GitHub lists as a file. */
async function readBlob(client: GitHubClient, { owner, repo }: Repository, sha: string) {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
      owner,
      repo,
      file_sha: sha,
    });
    return Buffer.from(data.content, 'base64');
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function firstLines(message: string): string {
  const lines = message.split('\n');
  const first = lines.slice(0, MAX_LINES).map((line) => cutText(line, MAX_LINE_LENGTH));
  return [...first, ...(lines.length > MAX_LINES ? ['… and more'] : [])].join('\n');
}

function appFields({ access, ai, checks, replay }: PublicConfig): RepositoryConfig {
  return {
    access: access.minimum,
    checkPaths: checks?.paths ?? [],
    promptPaths: ai?.prompts ?? [],
    cases: replay.cases,
  };
}
