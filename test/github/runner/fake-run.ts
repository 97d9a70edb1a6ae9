import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { commitFiles, createBareRepository } from '../stand-in/commit-files.ts';
import type { DispatchedRun, RunConclusion, TokenPermissions } from '../stand-in/dispatch.ts';

/** A run without a GitHub, which keeps what it is told. */
export interface FakeRun extends DispatchedRun {
  /** Asks to cancel it. */
  cancel(): void;
  readonly told: {
    isBegun: boolean;
    conclusion: RunConclusion | undefined;
    /** The permissions of the token that was made. */
    permissions: TokenPermissions | undefined;
    readonly artifacts: Record<string, Record<string, string>>;
  };
}

/** A bare repository whose default branch has two commits. */
export interface FakeRepository {
  readonly gitDirectory: string;
  readonly head: string;
}

const workflowPath = '.github/workflows/branch-prod.yml';
const jobToken = 'ghs_token-of-the-job';

/** Makes a repository below a folder, whose default branch `main` holds a workflow and other files. */
export async function makeRepository(
  folder: string,
  workflow: string,
  files: Readonly<Record<string, string>> = {},
): Promise<FakeRepository> {
  const gitDirectory = join(folder, 'shop.git');
  await mkdir(folder, { recursive: true });
  await createBareRepository(gitDirectory);
  // One more commit than a shallow clone has.
  await commitFiles(gitDirectory, { branch: 'main', files: {} });
  const head = await commitFiles(gitDirectory, {
    branch: 'main',
    files: { [workflowPath]: workflow, ...files },
  });
  return { gitDirectory, head };
}

/** A dispatched run of that repository's workflow. */
export function makeRun(
  { gitDirectory, head }: FakeRepository,
  id: number,
  inputs: Readonly<Record<string, string>>,
): FakeRun {
  const told: FakeRun['told'] = {
    isBegun: false,
    conclusion: undefined,
    permissions: undefined,
    artifacts: {},
  };
  const callbacks: (() => void)[] = [];
  let isCancelled = false;
  const addArtifactZip = (name: string, zip: Uint8Array) => {
    const entries = Object.entries(unzipSync(zip));
    told.artifacts[name] = Object.fromEntries(
      entries.map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]),
    );
  };
  return {
    id,
    runNumber: id,
    title: 'a run',
    repository: {
      id: 7,
      owner: 'acme',
      repo: 'shop',
      private: true,
      defaultBranch: 'main',
      gitDirectory,
    },
    workflowPath,
    ref: 'refs/heads/main',
    headSha: head,
    inputs,
    actor: 'branch-prod[bot]',
    event: { inputs, ref: 'refs/heads/main' },
    apiUrl: 'http://127.0.0.1:9',
    serverUrl: 'https://github.com',
    get isCancelled() {
      return isCancelled;
    },
    get isCompleted() {
      return told.conclusion !== undefined;
    },
    begin() {
      told.isBegun = true;
    },
    complete(conclusion) {
      told.conclusion ??= conclusion;
    },
    onCancel: (callback) => void callbacks.push(callback),
    addArtifact: (name, files) => addArtifactZip(name, zipSync({ ...files })),
    addArtifactZip,
    createJobToken(permissions) {
      told.permissions = permissions;
      return jobToken;
    },
    cancel() {
      isCancelled = true;
      for (const callback of callbacks) callback();
    },
    told,
  };
}
