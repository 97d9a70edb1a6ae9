import type { Repository } from '../thread.ts';
import { splitFencedBlocks } from './fenced-blocks.ts';

const MAX_REFERENCES = 10;

const closingWords =
  /(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]{1,8}(?:(?:https:\/\/github\.com\/([\w.-]{1,100})\/([\w.-]{1,100})\/issues\/)|(?:([\w.-]{1,100})\/([\w.-]{1,100}))?#)([1-9]\d{0,9})(?![\w/])/gi;

/**
 * The issues of this repository that a pull request's text says it closes, by GitHub's keywords: `Fixes #12`,
 * `closes: owner/repo#12`, `Resolved https://github.com/owner/repo/issues/12`. Each once, in the order of the text, at
 * most 10. What stands in code or in an HTML comment does not count.
 * https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
 */
export function closingReferences(text: string, { owner, repo }: Repository): number[] {
  const prose = withoutCodeSpans(splitFencedBlocks(text).prose);
  const here = `${owner}/${repo}`.toLowerCase();
  const found = new Set<number>();
  for (const [, urlOwner, urlRepo, otherOwner, otherRepo, number] of prose.matchAll(closingWords)) {
    const [inOwner, inRepo] = [urlOwner ?? otherOwner, urlRepo ?? otherRepo];
    if (inOwner !== undefined && `${inOwner}/${inRepo}`.toLowerCase() !== here) continue;
    found.add(Number(number));
    if (found.size === MAX_REFERENCES) break;
  }
  return [...found];
}

/** Without inline code: from a run of backticks to the next one of the same length. Takes linear time. */
function withoutCodeSpans(prose: string): string {
  const runs = [...prose.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  const nextOfLength = new Map<number, number>();
  const closer = runs.map(() => -1);
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at] as { length: number };
    closer[at] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, at);
  }
  let text = '';
  let end = 0;
  for (let at = 0; at < runs.length; at++) {
    const closing = runs[closer[at] ?? -1];
    if (closing === undefined) continue;
    text += `${prose.slice(end, runs[at]?.index)} `;
    end = closing.index + closing.length;
    at = closer[at] as number;
  }
  return text + prose.slice(end);
}
