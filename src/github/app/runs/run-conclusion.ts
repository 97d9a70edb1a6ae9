import { BranchProdError } from '../../../errors.ts';
import { renderCheckRun, renderFailedCheckRun } from '../../../report/check.ts';
import type { Outcome } from '../../outcome.ts';
import { type RepositoryFacts, readRepositoryFacts } from '../../repository-facts.ts';
import type { Thread } from '../../thread.ts';
import { readRepositoryConfig } from '../repository-config.ts';
import { type Check, type CheckConclusion, supersededConclusion } from '../threads/checks.ts';
import { changedFiles } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';
import type { ReportOwner } from './end-report.ts';
import { type PromptLine, promptLines } from './prompt-lines.ts';
import type { WorkflowRun } from './workflow-runs.ts';

/** The check run of an outcome. A result of another commit than the check run's says nothing of this one. */
export async function conclusionWithOutcome(
  thread: Thread,
  { outcome, run, check }: { outcome: Outcome; run: WorkflowRun; check: Check },
  { client, log }: Pick<TaskTools, 'client' | 'log'>,
): Promise<CheckConclusion> {
  const facts = await readRepositoryFacts(client, thread);
  const { isPublic: publicRepository } = facts;
  const { notes } = check;
  if (outcome.kind === 'failed') {
    return renderFailedCheckRun({ failure: outcome.failure, publicRepository, notes });
  }
  const { result } = outcome;
  if (result.source.commit !== run.title.head) {
    log.error({ run: run.id, order: outcome.order }, 'the result is of another commit');
    return otherCommit;
  }
  const options = { result, publicRepository, notes };
  const rendered = renderCheckRun({ ...options, promptLines: [] });
  if (rendered.conclusion !== 'failure') return rendered;
  const lines = await linesOf(thread, facts, client);
  return renderCheckRun({ ...options, promptLines: lines });
}

/** The check run of a run that ended and left nothing. */
export function conclusionWithoutOutcome(conclusion: string, owner: ReportOwner): CheckConclusion {
  if (conclusion !== 'cancelled') {
    const summary = 'The run ended without a report. Its log may say why; Re-run starts again.';
    return {
      conclusion: 'failure',
      title: 'No verdict — the run ended without a report.',
      summary,
    };
  }
  if (owner === 'newer') return supersededConclusion;
  const summary = 'The run was cancelled before it had a verdict. Re-run starts again.';
  return { conclusion: 'cancelled', title: 'No verdict — the run was cancelled.', summary };
}

const otherCommit: CheckConclusion = {
  conclusion: 'failure',
  title: 'No verdict — the result is of another commit.',
  summary: 'The run left a result that is not of this commit. Re-run starts again.',
};

/** Where a prompt was changed. They only point at something: without them the verdict is the same. */
async function linesOf(
  thread: Thread,
  { defaultBranch }: RepositoryFacts,
  client: TaskTools['client'],
): Promise<PromptLine[]> {
  const config = await readRepositoryConfig(client, thread, defaultBranch);
  if (config === 'missing' || 'problem' in config || config.promptPaths.length === 0) return [];
  try {
    return promptLines(await changedFiles(client, thread), config.promptPaths);
  } catch (error) {
    if (error instanceof BranchProdError) return [];
    throw error;
  }
}
