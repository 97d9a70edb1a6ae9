import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DispatchedRun } from '../stand-in/dispatch.ts';

/** The machine that a runner runs on. */
export interface Machine {
  /**
   * The environment that its processes inherit: the system's, and on a self-hosted runner the variables of its `.env`.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** The Node 24 that comes with a runner. */
  readonly node: string;
}

/** Where a job works, as the runner lays it out below its `_work`. */
export interface JobFolders {
  /** `GITHUB_WORKSPACE`, empty at first. */
  readonly workspace: string;
  /** `RUNNER_WORKSPACE`. */
  readonly pipeline: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** `RUNNER_TOOL_CACHE`. */
  readonly tools: string;
  /** Where actions are downloaded to. */
  readonly actions: string;
  /** `GITHUB_EVENT_PATH`. */
  readonly event: string;
}

/**
 * A machine that knows where programs and the user's home are, and nothing else of this process's environment.
 *
 * @param environment what it has besides, or instead
 */
export function createMachine(environment: Readonly<Record<string, string>> = {}): Machine {
  const { PATH = '', HOME = '' } = process.env;
  return {
    environment: { PATH, HOME, ...environment },
    node: join(import.meta.dirname, '../../../node_modules/node/bin/node'),
  };
}

/**
 * Makes the folders of a fresh job, and the file of its event.
 *
 * @param root an empty folder
 * @param tools of the machine: self-hosted runners keep it
 */
export async function makeJobFolders(
  root: string,
  tools: string,
  { repository, event }: DispatchedRun,
): Promise<JobFolders> {
  const work = join(root, '_work');
  const pipeline = join(work, repository.repo);
  const temp = join(work, '_temp');
  const folders = {
    pipeline,
    workspace: join(pipeline, repository.repo),
    temp,
    tools,
    actions: join(work, '_actions'),
    event: join(temp, '_github_workflow', 'event.json'),
  };
  const made = [folders.workspace, folders.actions, join(temp, '_github_workflow'), tools];
  for (const folder of made) await mkdir(folder, { recursive: true });
  await mkdir(join(temp, '_runner_file_commands'));
  await writeFile(folders.event, JSON.stringify(event));
  return folders;
}
