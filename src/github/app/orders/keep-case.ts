import { parseDocument } from 'yaml';
import { matchesAny } from '../../../config/matching-paths.ts';
import { codeSpan } from '../../../report/markdown/code.ts';
import { renderUnreadableCase } from '../../../report/thread-notices.ts';
import { refusalStatus } from '../../error-status.ts';
import { readIssueCase } from '../../text/issue-case.ts';
import type { Thread } from '../../thread.ts';
import type { Issue } from '../threads/read-issue.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { fileExists, proposeFile } from './propose-file.ts';

/**
 * Opens a pull request that adds an issue's case as a case file, so that it is replayed from now on. What is there
 * already (the file, its branch, an open pull request) is used and said, not made twice.
 *
 * @param kept.name of the case, instead of its own
 * @returns what happened, in Markdown
 */
export async function keepCase(
  thread: Thread,
  { issue, name: wanted }: { issue: Issue; name: string | undefined },
  { facts, config }: Admitted,
  { client }: Pick<TaskTools, 'client'>,
): Promise<string | { problem: string }> {
  const read = readIssueCase({ number: issue.number, body: issue.body, repository: thread });
  if (read.kind === 'unreadable') return { problem: renderUnreadableCase(read.missing) };
  if (read.kind === 'file')
    return `The case of this issue is a file already: ${codeSpan(read.path)}.`;

  const name = wanted ?? read.case.name;
  const path = `.branch-prod/cases/${name}.yml`;
  const { defaultBranch } = facts;
  if (await fileExists(client, thread, path)) {
    return `The default branch has the case already: ${codeSpan(path)}.`;
  }
  try {
    const { number, isNew } = await proposeFile(client, thread, {
      base: defaultBranch,
      branch: `branch-prod/keep-${name}`,
      path,
      text: withName(read.document, name),
      title: `Replay the case ${name} from now on`,
      body: `Adds the case of #${issue.number} as \`${path}\`: from the merge on, pull requests that touch the config's \`checks.paths\` replay it.\n\nRead it before you merge: the text is that of the issue.`,
    });
    const said = isNew
      ? `#${number} adds the case as ${codeSpan(path)}.`
      : `#${number} already proposes the case as ${codeSpan(path)}.`;
    return matchesAny(path, config.cases)
      ? said
      : `${said} The config's \`replay.cases\` does not match that path yet: add it there.`;
  } catch (error) {
    const status = refusalStatus(error);
    if (status === undefined) throw error;
    const problem = `GitHub does not let the App make the branch or the pull request (${status}). Check its permissions on contents and pull requests, and the rules for branches named \`branch-prod/**\`.`;
    return { problem };
  }
}

/** The document with another name, if it has another. */
function withName(document: string, name: string): string {
  const parsed = parseDocument(document);
  if (parsed.get('name') === name) return document;
  parsed.set('name', name);
  return parsed.toString({ lineWidth: 0 });
}
