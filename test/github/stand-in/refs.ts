import { ApiError, type ApiRequest, found, type Handlers, notFound } from './api.ts';
import { presentCommit, readCommit } from './commits.ts';
import { gitText, listBranches, tryGit } from './git.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import { nodeId } from './users.ts';

/** Branches and other refs. */
export const refHandlers = {
  'GET /repos/{owner}/{repo}/branches/{branch}': async ({ world, repository, path }) => {
    const branches = await listBranches(repository.gitDirectory);
    const branch = branches.find(({ name }) => name === path.branch);
    if (branch === undefined) throw new ApiError(404, 'Branch not found');
    const name = encodeURIComponent(branch.name);
    const url = `${repositoryUrl(world, repository)}/branches/${name}`;
    const commit = await readCommit(repository.gitDirectory, branch.sha);
    return {
      status: 200,
      json: {
        name: branch.name,
        commit: presentCommit(world, repository, commit),
        _links: { self: url, html: `${repositoryPage(repository)}/tree/${name}` },
        protected: false,
        protection: {
          enabled: false,
          required_status_checks: {
            enforcement_level: 'off',
            contexts: [],
            checks: [],
          },
        },
        protection_url: `${url}/protection`,
      },
    };
  },

  'POST /repos/{owner}/{repo}/git/refs': async (request) => {
    const { gitDirectory } = request.repository;
    const { ref, sha } = request.body as { ref: string; sha: string };
    const isName = await tryGit(gitDirectory, ['check-ref-format', ref]);
    if (!/^refs\/(?:heads|tags)\/./.test(ref) || isName === undefined) {
      throw new ApiError(422, 'Reference name is not valid');
    }
    if ((await tryGit(gitDirectory, ['rev-parse', '--verify', `${ref}^{}`])) !== undefined) {
      throw new ApiError(422, 'Reference already exists');
    }
    if (!/^[0-9a-f]{40}$/.test(sha) || !(await tryGit(gitDirectory, ['cat-file', '-t', sha]))) {
      throw new ApiError(422, 'Object does not exist');
    }
    await gitText(gitDirectory, ['update-ref', ref, sha]);
    return { status: 201, json: await presentRef(request, ref) };
  },
} satisfies Handlers;

async function presentRef({ world, repository }: ApiRequest, ref: string): Promise<unknown> {
  const { gitDirectory } = repository;
  if ((await tryGit(gitDirectory, ['check-ref-format', ref])) === undefined) throw notFound();
  const sha = found(await tryGit(gitDirectory, ['rev-parse', '--verify', '--quiet', ref]));
  const type = await gitText(gitDirectory, ['cat-file', '-t', sha]);
  const url = `${repositoryUrl(world, repository)}/git`;
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${url}/${encodeURI(ref)}`,
    object: { type, sha, url: `${url}/${type}s/${sha}` },
  };
}
