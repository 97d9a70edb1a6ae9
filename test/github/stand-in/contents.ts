import { posix } from 'node:path';
import {
  ApiError,
  type ApiRequest,
  type ApiResponse,
  found,
  type Handlers,
  notFound,
} from './api.ts';
import { commitFiles } from './commit-files.ts';
import { presentGitCommit, readCommit } from './commits.ts';
import { gitBytes, gitText, resolveCommit, tryGit } from './git.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import { nodeId } from './users.ts';

/** Above this size GitHub gives content only as `raw`. */
const largestInline = 1024 * 1024;

/** Files and folders at a commit. */
export const contentHandlers = {
  'GET /repos/{owner}/{repo}/contents/{path}': async (request) => {
    const { repository, query } = request;
    const commit = found(
      await resolveCommit(repository.gitDirectory, query.ref ?? repository.defaultBranch),
    );
    const path = cleanPath(request);
    const entry = path === '' ? undefined : (await listTree(request, commit, path))[0];
    if (entry?.type === 'file' || entry?.type === 'symlink') {
      return presentFile(request, await followLink(request, commit, entry));
    }
    if (path !== '' && entry?.type !== 'dir') throw notFound();
    const entries = await listTree(request, commit, path === '' ? '' : `${path}/`);
    return { status: 200, json: entries.map((item) => presentListed(request, item)) };
  },

  'PUT /repos/{owner}/{repo}/contents/{path}': async (request) => {
    const { world, repository, identity } = request;
    const path = cleanPath(request);
    const body = request.body as Record<'message' | 'content', string> & {
      readonly branch?: string;
      readonly sha?: string;
    };
    const { branch = repository.defaultBranch } = body;
    const parent = await resolveCommit(repository.gitDirectory, `refs/heads/${branch}`);
    if (parent === undefined) throw new ApiError(404, `Branch ${branch} not found`);
    if (path.startsWith('.github/workflows/') && identity.permissions.workflows !== 'write') {
      throw new ApiError(403, 'Resource not accessible by integration');
    }
    const [existing] = await listTree(request, parent, path);
    if (existing !== undefined && body.sha === undefined) {
      throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
    }
    if (body.sha !== undefined && body.sha !== existing?.sha) {
      throw new ApiError(409, `${path} does not match ${body.sha}`);
    }
    const sha = await commitFiles(repository.gitDirectory, {
      branch,
      files: { [path]: Buffer.from(body.content, 'base64') },
      message: body.message,
      author: {
        name: identity.login,
        email: `${identity.user.id}+${identity.login}@users.noreply.github.com`,
      },
    });
    const [entry] = await listTree(request, sha, path);
    const commit = await readCommit(repository.gitDirectory, sha);
    return {
      status: existing === undefined ? 201 : 200,
      json: {
        content: presentEntry(request, found(entry)),
        commit: presentGitCommit(world, repository, commit),
      },
    };
  },

  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': async (request) => {
    const { world, repository, path, accept } = request;
    const sha = path.file_sha ?? '';
    const isBlob =
      /^[0-9a-f]{40}$/.test(sha) &&
      (await tryGit(repository.gitDirectory, ['cat-file', '-t', sha])) === 'blob';
    if (!isBlob) throw notFound();
    const bytes = await blob(request, sha);
    if (isRaw(accept)) return raw(bytes);
    return {
      status: 200,
      json: {
        sha,
        node_id: nodeId('Blob', sha),
        url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`,
        size: bytes.length,
        content: base64Lines(bytes),
        encoding: 'base64',
      },
    };
  },
} satisfies Handlers;

interface Entry {
  readonly path: string;
  readonly type: 'file' | 'dir' | 'symlink' | 'submodule';
  readonly sha: string;
  readonly size: number;
}

/** The entry of a path, or with a slash at its end (or nothing at all) what is in the folder. */
async function listTree(
  { repository }: ApiRequest,
  commit: string,
  path: string,
): Promise<Entry[]> {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--long', '--full-tree', commit];
  const list = await gitText(repository.gitDirectory, path === '' ? args : [...args, '--', path]);
  return list
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [facts = '', name = ''] = line.split('\t', 2);
      const [mode, kind, sha = '', size = ''] = facts.split(/ +/);
      const type =
        kind === 'tree'
          ? 'dir'
          : kind === 'commit'
            ? 'submodule'
            : mode === '120000'
              ? 'symlink'
              : 'file';
      return { path: name, type, sha, size: Number(size) || 0 };
    });
}

/** GitHub shows the file that a link inside the repository leads to, and any other link as itself. */
async function followLink(request: ApiRequest, commit: string, entry: Entry): Promise<Entry> {
  if (entry.type !== 'symlink') return entry;
  const link = (await blob(request, entry.sha)).toString();
  const target = posix.join(posix.dirname(entry.path), link);
  if (posix.isAbsolute(link) || target.startsWith('..')) return entry;
  const [file] = await listTree(request, commit, target);
  return file?.type === 'file' ? { ...file, path: entry.path } : entry;
}

async function presentFile(request: ApiRequest, entry: Entry): Promise<ApiResponse> {
  const bytes = await blob(request, entry.sha);
  if (isRaw(request.accept)) return raw(bytes);
  if (entry.type === 'symlink') {
    return { status: 200, json: { ...presentEntry(request, entry), target: bytes.toString() } };
  }
  const isInline = bytes.length <= largestInline;
  return {
    status: 200,
    json: {
      ...presentEntry(request, entry),
      content: isInline ? base64Lines(bytes) : '',
      encoding: isInline ? 'base64' : 'none',
    },
  };
}

/** In a list GitHub calls a submodule a file. */
function presentListed(request: ApiRequest, entry: Entry) {
  const { type } = entry;
  return { ...presentEntry(request, entry), type: type === 'submodule' ? 'file' : type };
}

function presentEntry({ world, repository, query }: ApiRequest, entry: Entry) {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const api = repositoryUrl(world, repository);
  const ref = encodeURIComponent(query.ref ?? repository.defaultBranch);
  const url = `${api}/contents/${path}?ref=${ref}`;
  const git = `${api}/git/${entry.type === 'dir' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${repositoryPage(repository)}/blob/${ref}/${path}`;
  return {
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'file' ? `${repositoryPage(repository)}/raw/${ref}/${path}` : null,
    type: entry.type,
    _links: { self: url, git, html },
  };
}

function blob({ repository }: ApiRequest, sha: string): Promise<Buffer> {
  return gitBytes(repository.gitDirectory, ['cat-file', 'blob', sha]);
}

function isRaw(accept: string): boolean {
  return /\.raw\b/.test(accept);
}

const rawType = 'application/vnd.github.raw+json';

function raw(bytes: Buffer): ApiResponse {
  return { status: 200, bytes, headers: { 'content-type': `${rawType}; charset=utf-8` } };
}

/** In lines of 60, as GitHub has them. */
function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
}

/** GitHub refuses paths that lead out of the repository. */
function cleanPath({ path }: ApiRequest): string {
  const parts = (path.path ?? '').split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..' || part.toLowerCase() === '.git')) {
    throw new ApiError(422, 'path contains a malformed path component');
  }
  return parts.join('/');
}
