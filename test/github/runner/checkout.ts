import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment, gitFailure } from '../../../src/git.ts';
import type { Job } from './job.ts';

const inputNames = new Set(['ref', 'fetch-depth', 'persist-credentials', 'path', 'token']);

/**
 * What actions/checkout v7 does, with real git: a shallow fetch of one commit, a local branch of the ref's name, no tags
 * and no `origin/HEAD`; unless `persist-credentials` is `false`, the token where git finds it. Returns what its post
 * step does; `undefined` if git failed, which the log tells.
 * https://github.com/actions/checkout/blob/main/src/git-source-provider.ts
 *
 * @param version what stands behind the `@` of `uses:`
 */
export async function checkOut(
  job: Job,
  version: string,
  inputs: Readonly<Record<string, string>>,
): Promise<(() => Promise<void>) | undefined> {
  const unknown = Object.keys(inputs).find((name) => !inputNames.has(name));
  if (unknown !== undefined) throw new Error(`this runner's checkout has no input ${unknown}`);
  const folder = join(job.folders.workspace, inputs.path ?? '');
  await mkdir(folder, { recursive: true });
  const git = async (...args: string[]) => {
    const options = { env: gitEnvironment(), signal: job.lost, killSignal: 'SIGKILL' as const };
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], options);
    return stdout;
  };
  job.log.write(`##[group]Run actions/checkout@${version}`);
  job.log.write('##[endgroup]');
  try {
    await fetchAndCheckOut(job, inputs, git);
  } catch (error) {
    job.lost.throwIfAborted();
    for (const line of gitFailure(error).split('\n')) job.log.write(`##[error]${line}`);
    return undefined;
  }
  if (inputs['persist-credentials'] === 'false') return async () => {};
  return persistCredentials(job, folder, git);
}

type Git = (...args: string[]) => Promise<string>;

async function fetchAndCheckOut(
  { run, log }: Job,
  inputs: Readonly<Record<string, string>>,
  git: Git,
): Promise<void> {
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', run.repository.gitDirectory);
  await git('config', '--local', 'gc.auto', '0');
  const target = targetOf(inputs.ref || run.ref, inputs.ref ? undefined : run.headSha);
  const depth = Number(inputs['fetch-depth'] ?? '1');
  const refspec = depth > 0 ? target.refspec : '+refs/heads/*:refs/remotes/origin/*';
  const options = ['--quiet', '--no-tags', '--prune', '--no-recurse-submodules'];
  const limit = depth > 0 ? [`--depth=${depth}`] : [];
  await git('-c', 'protocol.version=2', 'fetch', ...options, ...limit, 'origin', refspec);
  await git('checkout', '--quiet', '--force', ...target.checkout);
  log.write((await git('log', '-1', '--format=%H')).trim());
}

interface Target {
  readonly refspec: string;
  /** Arguments of `git checkout`. */
  readonly checkout: readonly string[];
}

/** @param commit the one that the run is about; a ref that somebody asked for is at whatever commit it is now. */
function targetOf(ref: string, commit: string | undefined): Target {
  if (/^[0-9a-f]{40}$/.test(ref)) return { refspec: ref, checkout: ['--detach', ref] };
  const branch = ref.replace(/^refs\/heads\//, '');
  const tracking = `refs/remotes/origin/${branch}`;
  return {
    refspec: `+${commit ?? `refs/heads/${branch}`}:${tracking}`,
    checkout: ['-B', branch, tracking],
  };
}

async function persistCredentials(
  job: Job,
  folder: string,
  git: Git,
): Promise<() => Promise<void>> {
  const file = join(job.folders.temp, `git-credentials-${randomUUID()}.config`);
  const credentials = Buffer.from(`x-access-token:${job.token}`).toString('base64');
  job.masks.add(credentials);
  const header = `extraheader = AUTHORIZATION: basic ${credentials}`;
  await writeFile(file, `[http "${job.run.serverUrl}/"]\n\t${header}\n`);
  const key = `includeIf.gitdir:${join(folder, '.git')}.path`;
  await git('config', '--local', key, file);
  return async () => {
    await git('config', '--local', '--unset-all', key);
    await rm(file, { force: true });
  };
}
