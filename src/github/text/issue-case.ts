import { stringify } from 'yaml';
import { BranchProdError } from '../../errors.ts';
import type { Case } from '../../replay/case.ts';
import { parseCase } from '../../replay/parse-case.ts';
import type { Repository } from '../thread.ts';
import { findCaseLink } from './case-link.ts';
import { splitFencedBlocks } from './fenced-blocks.ts';
import { readFormCase } from './form-case.ts';
import { type FormValues, readIssueForm } from './issue-form.ts';
import { longestProblem, quoted } from './quoted.ts';

/** What an issue says of its case. */
export type IssueCase =
  /** `document` is the same case as the text of a case file. */
  | { readonly kind: 'case'; readonly case: Case; readonly document: string }
  /** A case file of the repository; which commit's is the caller's choice, whatever a link says. */
  | { readonly kind: 'file'; readonly path: string }
  /** What is to be added or corrected: sentences in Markdown that quote the issue as code only. */
  | { readonly kind: 'unreadable'; readonly missing: readonly string[] };

/**
 * Finds the case that an issue reports: in a fenced `branch-prod` block, which holds what a case file holds; else in
 * the fields of the issue form; else in a case file that it links or names on a line of its own. Instead of a question,
 * the form can name a case file, too. A case without a name is called `issue-12`. Takes linear time.
 */
export function readIssueCase({
  number,
  body,
  repository,
}: {
  number: number;
  body: string;
  repository: Repository;
}): IssueCase {
  const name = `issue-${number}`;
  const { prose, blocks } = splitFencedBlocks(body);
  const own = blocks.filter(({ info }) => /^branch-prod(?:\s|$)/.test(info));
  if (own.length > 1) return unreadable(['Leave one `branch-prod` block: there are several.']);
  if (own[0] !== undefined) return readBlock(own[0].text, name);

  const form = readIssueForm(body);
  const link = findCaseLink(form === undefined ? prose : onlyLine(form), repository);
  if ('problem' in link) return unreadable([link.problem]);
  if (link.path !== undefined) return { kind: 'file', path: link.path };
  if (form === undefined) {
    return unreadable([
      'Say what was asked and what makes an answer right: fill in the form “AI hallucination”, add a fenced block ' +
        'marked `branch-prod` that holds what a case file holds, or link a case file of this repository.',
    ]);
  }
  const read = readFormCase(form, name);
  return 'case' in read ? asCase(read.case) : unreadable(read.missing);
}

/** What was asked, if it is one line: a question of several is not the name of a file. */
function onlyLine({ values }: FormValues): string {
  const asked = values.get('question') ?? '';
  return asked.includes('\n') ? '' : asked;
}

function readBlock(yaml: string, name: string): IssueCase {
  try {
    return asCase(parseCase(yaml, { file: 'block', name }));
  } catch (error) {
    if (!(error instanceof BranchProdError) || error.code !== 'case-invalid') throw error;
    const problems = error.message.split('\n').map((line) => quoted(line, longestProblem));
    return unreadable(problems.map((problem) => `Correct the \`branch-prod\` block: ${problem}`));
  }
}

function asCase(value: Case): IssueCase {
  // Without line folding and anchors it reads as it was written.
  const document = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
  return { kind: 'case', case: value, document };
}

function unreadable(missing: readonly string[]): IssueCase {
  return { kind: 'unreadable', missing };
}
