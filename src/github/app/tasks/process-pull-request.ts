import { matchingPaths } from '../../../config/matching-paths.ts';
import { BranchProdError } from '../../../errors.ts';
import { codeBlock } from '../../../report/markdown/code.ts';
import type { Order } from '../../order.ts';
import { react } from '../../reactions.ts';
import type { Thread } from '../../thread.ts';
import { type Admitted, admit, type Denied } from '../orders/admit.ts';
import { mayHaveCases } from '../orders/committed-case-files.ts';
import { forkHelp } from '../orders/fork-help.ts';
import { fixedIssueReplay } from '../orders/issue-replay.ts';
import { configNotes, placePullOrder } from '../orders/pull-order.ts';
import { requestId } from '../request-id.ts';
import type { Task } from '../task.ts';
import {
  type CheckConclusion,
  concludeCheck,
  createConcludedCheck,
  findCheck,
  listChecks,
} from '../threads/checks.ts';
import { wasClosedAfter } from '../threads/read-issue.ts';
import { changedFiles, type Pull, readPull } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';

/**
 * Gives the head of a pull request its check run: with replays where the config or the text asks for them, otherwise
 * neutral at once, so that the check can be a required one and never hangs.
 */
export async function processPullRequest(
  task: Extract<Task, { kind: 'pull-request' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo, head, at } = task;
  const thread = { owner, repo, number: task.thread };
  const id = requestId(task);
  const check = await findCheck(thread, { head, order: id }, tools);
  if (check?.status === 'completed') return;
  const found = await readPull(tools.client, thread);
  if (found === undefined || wasClosedAfter(found, at)) return;
  // GitHub may still give the head of before the push, and of two pushes each gets its check run.
  const pull = { ...found, head };

  const decided = await decide(thread, pull, task.sender, tools).catch(undecided);
  if ('neutral' in decided) {
    const conclusion = { conclusion: 'neutral', ...decided.neutral } as const;
    if (check !== undefined) await concludeCheck(thread, check, conclusion, tools);
    else await createNeutralCheck(thread, { head, order: id }, conclusion, tools);
    return;
  }
  const { replay, notes, admitted } = decided;
  const order: Order = { id, thread: task.thread, head, base: pull.base, cases: [], ...replay };
  await react(tools.client, thread, undefined, 'eyes');
  const { defaultBranch } = admitted.facts;
  await placePullOrder({ thread, pull, order, at, defaultBranch, notes }, tools);
}

/**
 * GitHub takes the newest check run of a commit for its verdict, and everybody can open another pull request with the
 * same head, such as one from a fork: what was said of the commit must not be replaced by neutral.
 */
async function createNeutralCheck(
  thread: Thread,
  named: { head: string; order: string },
  conclusion: CheckConclusion,
  tools: TaskTools,
): Promise<void> {
  if ((await listChecks(thread, named.head, tools)).length > 0) return;
  await createConcludedCheck(thread, named, conclusion, tools);
}

type Neutral = { readonly neutral: Omit<CheckConclusion, 'conclusion'> };

async function decide(
  thread: Thread,
  pull: Pull,
  sender: string,
  tools: TaskTools,
): Promise<Neutral | { replay: Pick<Order, 'issue'>; notes: string[]; admitted: Admitted }> {
  if (pull.isFork) return neutral('A fork’s code does not run here', forkHelp);
  const admitted = await admit(thread, sender, tools);
  if ('denied' in admitted) return neutral(...deniedText(admitted));
  const { client } = tools;
  const { config } = admitted;
  const files = await changedFiles(client, thread);
  const ignored = configNotes(files);
  const { issue, notes } = await fixedIssueReplay(pull, thread, { config, client });
  if (issue !== undefined) return { replay: { issue }, notes: [...ignored, ...notes], admitted };

  // Moving a file touches both places.
  const paths = files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
  if (matchingPaths(paths, config.checkPaths).length === 0)
    return neutral('Nothing to replay', untouched, ...ignored);
  const committed = { commit: pull.head, cases: config.cases };
  if (!(await mayHaveCases(client, thread, committed))) {
    return neutral('Nothing to replay', noCases, ...ignored);
  }
  return { replay: {}, notes: ignored, admitted };
}

const untouched =
  'This pull request touches none of the config’s `checks.paths` and fixes no issue with a case. `/branch-prod` in a comment, or the button Replay, replays all the same.';
const noCases =
  'There is no case among the files of this commit. `/branch-prod keep` on an issue adds its case.';

function neutral(title: string, ...summary: string[]): Neutral {
  return { neutral: { title, summary: summary.join('\n\n') } };
}

function deniedText(denied: Denied): [string, string] {
  switch (denied.denied) {
    case 'no-config':
      return [
        'Not set up',
        'The default branch has no `.github/branch-prod.yml`. Comment `/branch-prod` to read how to set it up.',
      ];
    case 'config':
      return [
        'The config can’t be used',
        `The config on the default branch has to be corrected first:\n\n${codeBlock(denied.problem)}`,
      ];
    case 'access':
      return [
        'Waits for somebody with enough rights',
        `Somebody with the permission “${denied.minimum}” on this repository can start the replays: with the button Replay, or by commenting \`/branch-prod\`.`,
      ];
  }
}

/** The config's globs can be such that nothing is decided in time. */
function undecided(error: unknown): Neutral {
  if (!(error instanceof BranchProdError)) throw error;
  return neutral('Nothing was replayed', `${error.message} ${error.nextStep}`);
}
