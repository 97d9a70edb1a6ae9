import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { ThreadState } from '../../../src/github/thread-state.ts';
import type { Execution } from '../../github/runner/execution.ts';
import { eventually } from '../../preview/eventually.ts';
import { processesWith } from '../program.ts';
import type { GitHubWorld } from './world.ts';

/** Resolves when the replays of a run have begun; the application takes its time to answer. */
export async function untilReplaying(execution: Execution): Promise<void> {
  await untilLogged(execution, /replay +started/);
}

/** Resolves when the log of a run matches. */
export async function untilLogged(execution: Execution, pattern: RegExp): Promise<void> {
  await eventually(`the log matches ${pattern}`, () => pattern.test(execution.log()), 60_000);
}

/** The comment that reports on a thread, of which there is exactly one. */
export function report(world: GitHubWorld, thread: number): { state: ThreadState; body: string } {
  const [only, ...others] = world.reports(thread);
  expect(others).toEqual([]);
  if (only === undefined) throw new Error(`#${thread} has no report`);
  return only;
}

/** The states of the newest deployment of a thread, the oldest first. */
export function deploymentStates(world: GitHubWorld, thread: number): string[] {
  const all = world.deployments().filter(({ environment }) => environment.endsWith(`/${thread}`));
  return all.at(-1)?.statuses.map(({ state }) => state) ?? [];
}

/** The reactions to a comment. */
export function reactions(world: GitHubWorld, comment: number): string[] | undefined {
  return world.github
    .repository()
    .comments.get(comment)
    ?.reactions.map(({ content }) => content);
}

/** The head of a pull request, whose check runs are told by the order of their making. */
export function checkResults(world: GitHubWorld, head: string): (string | null)[] {
  return world.checks(head).map(({ status, conclusion }) => `${status} ${conclusion}`);
}

/**
 * What investigations have left on the runners' machine: processes, branches, half-made copies and the worktrees of
 * previews. Only snapshots are meant to stay.
 */
export async function leftovers(world: GitHubWorld): Promise<string[]> {
  const { folder, executions } = world.runner;
  const state = join(folder, '_tool/branch-prod');
  const inState = async (name: string) =>
    (await readdir(join(state, name)).catch(() => [])).map((id) => `${name}/${id}`);
  const inClones = executions.map(async ({ run }) => {
    const clone = join(folder, String(run.id), '_work/mail/mail');
    return (await readdir(join(clone, '.git/worktrees')).catch(() => [])).map(
      (name) => `worktree ${name} of run ${run.id}`,
    );
  });
  const processes = [
    ...(await processesWith(folder)),
    ...(await processesWith(`app.js ${dirname(world.source.repository)}`)),
  ];
  const found = [
    await inState('branches'),
    await inState('copies'),
    ...(await Promise.all(inClones)),
  ];
  return [...found.flat(), ...processes];
}

/** Waits until nothing is left but snapshots; what is then left says the failure. */
export async function expectNothingLeft(world: GitHubWorld): Promise<void> {
  let left: string[] = [];
  await eventually('nothing is left', async () => {
    left = await leftovers(world);
    return left.length === 0;
  }).catch(() => {});
  expect(left).toEqual([]);
}

/** Cancels a run, as somebody does on its page. */
export async function cancelRun(world: GitHubWorld, execution: Execution): Promise<void> {
  const { apiUrl, repository, id } = execution.run;
  const path = `/repos/${repository.owner}/${repository.repo}/actions/runs/${id}/cancel`;
  const authorization = `Bearer ${world.github.installationToken()}`;
  const response = await fetch(`${apiUrl}${path}`, { method: 'POST', headers: { authorization } });
  expect(response.status).toBe(202);
}
