import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';
import { gitEnvironment } from '../../../src/git.ts';

/** Runs git in a bare repository and returns what it wrote; rejects with what it said if it fails. */
export async function gitBytes(
  gitDirectory: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string | Uint8Array; env?: NodeJS.ProcessEnv } = {},
): Promise<Buffer> {
  const child = spawn('git', ['-C', gitDirectory, ...args], {
    env: { ...gitEnvironment(), ...env },
  });
  const status = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  child.stdin.on('error', () => {}); // git may end before it has read everything
  child.stdin.end(input);
  const [output, message, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    status,
  ]);
  if (code !== 0) throw new Error(`git ${args[0]} failed: ${message.trim()}`);
  return output;
}

/** The same as text, without the line end. */
export async function gitText(
  gitDirectory: string,
  args: readonly string[],
  options?: Parameters<typeof gitBytes>[2],
): Promise<string> {
  return (await gitBytes(gitDirectory, args, options)).toString().replace(/\n$/, '');
}

/** The commit that a branch, a tag, a full ref or an id (also a short one) means; `undefined` for none. */
export async function resolveCommit(
  gitDirectory: string,
  name: string,
): Promise<string | undefined> {
  // No ref holds one, and it separates what git is asked.
  if (name.includes('\n')) return undefined;
  const candidates = [
    `refs/heads/${name}`,
    `refs/tags/${name}`,
    ...(name.startsWith('refs/') ? [name] : [`refs/${name}`]),
    ...(/^[0-9a-f]{7,40}$/.test(name) ? [name] : []),
    ...(name === 'HEAD' ? [name] : []),
  ];
  const input = candidates.map((candidate) => `${candidate}^{commit}\n`).join('');
  const answers = await gitText(gitDirectory, ['cat-file', '--batch-check'], { input });
  return /^([0-9a-f]{40}) commit \d+$/m.exec(answers)?.[1];
}

/** What git says, or `undefined` if it fails. */
export async function tryGit(
  gitDirectory: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    return await gitText(gitDirectory, args);
  } catch {
    return undefined;
  }
}

/** Names and commits of the branches, by name. */
export async function listBranches(
  gitDirectory: string,
): Promise<{ readonly name: string; readonly sha: string }[]> {
  const format = '--format=%(refname:lstrip=2)%00%(objectname)';
  const lines = await gitText(gitDirectory, ['for-each-ref', format, 'refs/heads']);
  return lines.split('\n').flatMap((line) => {
    const [name = '', sha = ''] = line.split('\0');
    return name === '' ? [] : [{ name, sha }];
  });
}

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly path: string;
  readonly previousPath?: string;
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
}

/** What changed from a tree or commit to another, renames found as GitHub finds them. */
export async function changedFiles(
  gitDirectory: string,
  from: string,
  to: string,
): Promise<ChangedFile[]> {
  const range = ['-z', '-M', '--no-ext-diff', from, to];
  const [raw, numbers] = await Promise.all([
    gitText(gitDirectory, ['diff', '--raw', '--no-abbrev', ...range]),
    gitText(gitDirectory, ['diff', '--numstat', ...range]),
  ]);
  const counts = readNumbers(numbers.split('\0'));
  const fields = raw.split('\0');
  const files: ChangedFile[] = [];
  while (fields.length > 1) {
    const [, , oldBlob = '', newBlob = '', letter = ''] = (fields.shift() ?? '').split(' ');
    const first = fields.shift() ?? '';
    const isRename = letter.startsWith('R');
    const path = isRename ? (fields.shift() ?? '') : first;
    const status = ({ A: 'added', D: 'removed', R: 'renamed' } as const)[letter[0] ?? ''];
    files.push({
      status: status ?? 'modified',
      path,
      ...(isRename && { previousPath: first }),
      blob: letter === 'D' ? oldBlob : newBlob,
      ...(counts.get(path) ?? { additions: 0, deletions: 0 }),
    });
  }
  return files;
}

/** Reads `git diff --numstat -z`: a rename has an empty path and then two fields. */
function readNumbers(fields: string[]): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  while (fields.length > 1) {
    const [additions = '', deletions = '', path = ''] = (fields.shift() ?? '').split('\t');
    const name = path !== '' ? path : (fields.splice(0, 2)[1] ?? '');
    // `-` stands for a binary file, of which GitHub counts nothing either.
    counts.set(name, { additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
  }
  return counts;
}
