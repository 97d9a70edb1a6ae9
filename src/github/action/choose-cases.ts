import type { Config } from '../../config/config.ts';
import { BranchProdError } from '../../errors.ts';
import type { Case } from '../../replay/case.ts';
import { readCommittedCases } from '../../replay/committed-cases.ts';
import type { GitHubClient } from '../client.ts';
import { textDigest } from '../order.ts';
import { readIssueCase } from '../text/issue-case.ts';
import { formatThread, type Repository } from '../thread.ts';
import type { ActionRequest } from './action-request.ts';

/**
 * The cases to replay: those that are named; else that of the issue, if its text is still the one that was approved;
 * else all that are committed.
 *
 * @param source.clone the folder of the repository, which has `commit`.
 * @throws {BranchProdError} as {@link readCommittedCases}; `access-denied` when the issue was changed
 */
export async function chooseCases(
  client: GitHubClient,
  { cases, issue }: Pick<ActionRequest, 'cases' | 'issue'>,
  source: { repository: Repository; clone: string; commit: string; replay: Config['replay'] },
): Promise<Case[]> {
  const { repository, clone, commit, replay } = source;
  const committed = (names: readonly string[]) =>
    readCommittedCases({ repository: clone, commit, patterns: replay.cases, names });
  if (issue === undefined || cases.length > 0) return committed(cases);

  const { owner, repo } = repository;
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
    owner,
    repo,
    issue_number: issue.number,
  });
  const body = data.body ?? '';
  const name = formatThread({ ...repository, number: issue.number });
  if (textDigest(body) !== issue.digest) {
    throw new BranchProdError('access-denied', `${name} was changed after it was approved.`, {
      nextStep: 'Read it as it is now, then ask again.',
    });
  }
  const read = readIssueCase({ number: issue.number, body, repository });
  if (read.kind === 'file') return committed([read.path]);
  if (read.kind === 'case') return [read.case];
  const missing = read.missing.map((sentence) => `- ${sentence}`).join('\n');
  throw new BranchProdError('case-invalid', `The case in ${name} can't be read:\n${missing}`, {
    nextStep: 'Edit the issue, then ask again.',
  });
}
