import { startServer } from './server.ts';
import type { RepositoryState } from './state.ts';

/**
 * The host that artifacts are downloaded from. On GitHub it is a store of another company, with the right to download in
 * the address; it refuses a request that brings a GitHub token along, as a client that follows redirects must not.
 */
export function startFiles(
  repositories: () => readonly RepositoryState[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  return startServer(async ({ url, headers }) => {
    if (headers.authorization !== undefined) {
      return { status: 400, bytes: Buffer.from('InvalidAuthenticationInfo') };
    }
    const [repository, artifact] = url.pathname.split('/').slice(1).map(Number);
    const found = repositories()
      .find(({ id }) => id === repository)
      ?.artifacts.get(artifact ?? 0);
    if (found === undefined) return { status: 404, bytes: Buffer.from('BlobNotFound') };
    return { status: 200, bytes: found.zip, headers: { 'content-type': 'application/zip' } };
  });
}
