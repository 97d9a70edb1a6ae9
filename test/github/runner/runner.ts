import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../../../src/remove-folder.ts';
import type { DispatchedRun } from '../stand-in/dispatch.ts';
import type { Patience } from './action-process.ts';
import { createConcurrencyGroups } from './concurrency.ts';
import { type Execution, execute } from './execution.ts';
import { createMachine, type Machine } from './machine.ts';
import { startResultsService } from './results-service.ts';

/** https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs */
const patienceOfRunners: Patience = { interrupt: 7_500, terminate: 2_500 };

/** Runs workflows as GitHub's runners do. */
export interface Runner {
  /** Takes a dispatched run: the handler that the stand-in is given. Returns when the run is completed. */
  take(run: DispatchedRun): Promise<void>;
  /** All runs that were taken, the newest last. */
  readonly executions: readonly Execution[];
  /** Where everything is: `_tool`, the tool cache of self-hosted machines, and a folder for each run, by its id. */
  readonly folder: string;
  /** Resolves with the execution of a run, which a dispatch may only just have been answered with. */
  execution(run: number): Promise<Execution>;
  /** Ends everything and removes all files. */
  close(): Promise<void>;
}

/**
 * A runner that takes any number of runs at once, each on a machine of its own, of which self-hosted
 * ones share `RUNNER_TOOL_CACHE`. What it doesn't know of workflows and
 * expressions is an error, not a guess: `take` and the execution's `outcome` reject with it.
 *
 * @param actions by owner/repo of `uses:`, the folder that stands for the repository; `actions/checkout` is built in
 * @param secrets of the repository, by name
 * @param variables of the repository: `vars`
 * @param patience with an action that is cancelled; by default GitHub's
 */
export async function createRunner({
  actions,
  secrets = {},
  variables = {},
  machine = createMachine(),
  patience = patienceOfRunners,
}: {
  actions: Readonly<Record<string, string>>;
  secrets?: Readonly<Record<string, string>>;
  variables?: Readonly<Record<string, string>>;
  machine?: Machine;
  patience?: Patience;
}): Promise<Runner> {
  const results = await startResultsService();
  const groups = createConcurrencyGroups();
  const root = await mkdtemp(join(tmpdir(), 'branch-prod-runner-'));
  const toolCache = join(root, '_tool');
  const tools = { machine, patience, toolCache, actions, secrets, variables, results };
  const executions: Execution[] = [];
  const waiting = new Map<number, PromiseWithResolvers<Execution>>();
  const arrival = (id: number) => {
    const arrived = waiting.get(id) ?? Promise.withResolvers<Execution>();
    waiting.set(id, arrived);
    return arrived;
  };
  return {
    async take(run) {
      const execution = execute(run, join(root, String(run.id)), tools, groups);
      executions.push(execution);
      arrival(run.id).resolve(execution);
      await execution.outcome;
    },
    executions,
    folder: root,
    execution: (run) => arrival(run).promise,
    async close() {
      await Promise.all(executions.map((execution) => execution.close()));
      await results.close();
      await removeFolder(root);
    },
  };
}
