import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import type { InvestigationEnd } from '../../investigation/event.ts';
import { plainJson } from '../../report/plain-text.ts';
import { artifactName, type Outcome } from '../outcome.ts';
import type { Runner } from './runner.ts';

/** Where they were written; `result` only of an investigation that has one. */
export interface OutcomeFiles {
  readonly folder: string;
  readonly outcome: string;
  readonly result?: string;
}

/**
 * Writes `outcome.json` and, where there is a result, `result.json` into a new folder that only we may read.
 *
 * @param options.temporary the runner's folder for what lives no longer than the job.
 */
export async function writeOutcome(
  end: InvestigationEnd,
  { order, temporary }: { order: string; temporary: string },
): Promise<OutcomeFiles> {
  const folder = await mkdtemp(join(temporary, 'branch-prod-'));
  const outcome = join(folder, 'outcome.json');
  await writeJson(outcome, outcomeOf(end, order));
  if (end.type === 'failed') return { folder, outcome };
  const result = join(folder, 'result.json');
  await writeJson(result, end.result);
  return { folder, outcome, result };
}

/** Uploads the files as the run's artifact, in which the App looks for them. Throws `github-failed`. */
export async function uploadOutcome(runner: Runner, files: OutcomeFiles): Promise<void> {
  const list = [files.outcome, ...(files.result === undefined ? [] : [files.result])];
  try {
    await runner.uploadArtifact(artifactName, list, files.folder);
  } catch (cause) {
    throw new BranchProdError('github-failed', 'GitHub did not take it.', {
      nextStep: 'Use the Action once in a job: each run has one artifact `branch-prod`.',
      cause,
    });
  }
}

function outcomeOf(end: InvestigationEnd, order: string): Outcome {
  if (end.type === 'finished') return { kind: 'finished', order, result: end.result };
  const { step, code, message, nextStep, atMs } = end;
  return { kind: 'failed', order, failure: { step, code, message, nextStep, atMs } };
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${plainJson(JSON.stringify(value, undefined, 2))}\n`, { mode: 0o600 });
}
