import { matchesAny } from '../../../config/matching-paths.ts';
import { codeSpan } from '../../../report/markdown/code.ts';
import { type Order, textDigest } from '../../order.ts';
import { closingReferences } from '../../text/closing-references.ts';
import { readIssueCase } from '../../text/issue-case.ts';
import type { Repository } from '../../thread.ts';
import type { RepositoryConfig } from '../repository-config.ts';
import { type Issue, readIssue } from '../threads/read-issue.ts';
import type { Pull } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';

/** The issue whose case an order replays, with the text that is approved by the order. */
export type IssueReplay = NonNullable<Order['issue']>;

/** The case of an issue as an order names it, or what the issue lacks, as sentences in Markdown. */
export function issueReplay(
  { number, body }: Issue,
  repository: Repository,
  config: RepositoryConfig,
): IssueReplay | { readonly missing: readonly string[] } {
  const read = readIssueCase({ number, body, repository });
  if (read.kind === 'unreadable') return { missing: read.missing };
  if (read.kind === 'file' && !matchesAny(read.path, config.cases)) {
    const path = codeSpan(read.path);
    return { missing: [`The file ${path} is none of the config's \`replay.cases\`.`] };
  }
  return { number, digest: textDigest(body) };
}

/**
 * Why an issue's text can't be used, in Markdown, if it is another than when somebody asked: its author may have
 * edited it since, and nobody with the right to ask has read that.
 *
 * @param digest `textDigest` of the text that the event had
 */
export function changedSinceAsked(
  { body }: Pick<Issue, 'body'>,
  digest: string,
): { readonly problem: string } | undefined {
  return textDigest(body) === digest ? undefined : { problem: changed };
}

const changed =
  'The text of this issue was changed after this was asked for, and nothing was done with it. Read what it says now, then ask again.';

/**
 * The case of the first issue that a pull request says it fixes and that has one, with a note in Markdown where there
 * would have been others. No event has that issue's text: approved is what it says now, by whoever has pushed or asked
 * with enough rights, and the order holds on to it.
 */
export async function fixedIssueReplay(
  pull: Pull,
  repository: Repository,
  { config, client }: { config: RepositoryConfig } & Pick<TaskTools, 'client'>,
): Promise<{ issue: IssueReplay | undefined; notes: string[] }> {
  const found: IssueReplay[] = [];
  for (const number of closingReferences(`${pull.title}\n\n${pull.body}`, repository)) {
    const issue = await readIssue(client, { ...repository, number });
    if (issue === undefined || issue.isPullRequest) continue;
    const replay = issueReplay(issue, repository, config);
    if (!('missing' in replay)) found.push(replay);
  }
  const [first, ...others] = found;
  if (first === undefined || others.length === 0) return { issue: first, notes: [] };
  const list = others.map(({ number }) => `#${number}`).join(', ');
  return {
    issue: first,
    notes: [`Only the case of issue #${first.number} is replayed; ${list} would have one, too.`],
  };
}
