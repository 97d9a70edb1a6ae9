import { join } from 'node:path';
import { gitText, resolveCommit } from './git.ts';

/** A commit to be. */
export interface NewCommit {
  /** Branch that gets it; made, from `from`, if it isn't there. */
  readonly branch: string;
  /** The commit that a new branch starts at; without one its history begins here. */
  readonly from?: string;
  /** Texts or bytes by path; `null` removes a file. Everything else stays. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>;
  readonly message?: string;
  readonly author?: { readonly name: string; readonly email: string };
}

const ada = { name: 'Ada', email: 'ada@example.com' };

/** Commits to a branch of a bare repository, without a checkout, and gives the commit's id. */
export async function commitFiles(
  gitDirectory: string,
  { branch, from, files, message = 'Change', author = ada }: NewCommit,
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const parent = (await resolveCommit(gitDirectory, ref)) ?? from;
  const person = `${author.name} <${author.email}> now`;
  // https://git-scm.com/docs/git-fast-import#_input_format
  const input = Buffer.concat([
    Buffer.from(`commit ${ref}\nmark :1\nauthor ${person}\ncommitter ${person}\n`),
    data(message),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    ...Object.entries(files).flatMap(([path, content]) =>
      content === null
        ? [Buffer.from(`D ${quotedPath(path)}\n`)]
        : [Buffer.from(`M 100644 inline ${quotedPath(path)}\n`), data(content)],
    ),
    Buffer.from('\nget-mark :1\ndone\n'),
  ]);
  const options = ['--quiet', '--done', '--force', '--date-format=now'];
  return gitText(gitDirectory, ['fast-import', ...options], { input });
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function quotedPath(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** Makes an empty bare repository in a folder that doesn't exist yet. */
export async function createBareRepository(gitDirectory: string): Promise<void> {
  const parent = join(gitDirectory, '..');
  await gitText(parent, ['init', '--quiet', '--bare', '--initial-branch=main', gitDirectory]);
}
