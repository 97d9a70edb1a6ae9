import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOrigin, type Origin } from './git-origin.ts';
import { type RecordingRunner, recordingRunner } from './recording-runner.ts';

/** A run of the Action in a clone, as far as it needs no GitHub. */
export interface ActionRun extends Origin {
  runner(inputs?: Record<string, string>, state?: Record<string, string>): RecordingRunner;
  /** The runner's folders, beside the clone. */
  readonly temporary: string;
  readonly stateFolder: string;
}

/** @param event the event's payload; of an App's dispatch by default. */
export async function makeActionRun(
  files: Record<string, string>,
  event: object = { sender: { login: 'branch-prod[bot]', type: 'Bot' } },
): Promise<ActionRun> {
  const origin = await makeOrigin(files);
  const { root } = origin.origin;
  const temporary = join(root, 'temporary');
  await mkdir(temporary);
  await writeFile(join(root, 'event.json'), JSON.stringify(event));
  const environment = {
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_WORKSPACE: origin.clone,
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '99',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: join(root, 'event.json'),
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: join(root, 'tools'),
  };
  return {
    ...origin,
    temporary,
    stateFolder: join(root, 'tools', 'branch-prod'),
    runner: (inputs = {}, state = {}) =>
      recordingRunner({ environment, inputs: { token: 't', hold: 'false', ...inputs }, state }),
    [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
  };
}
