import { plainLine, plainText } from '../plain-text.ts';

/**
 * Text from outside as inline code: there Markdown, HTML, @mentions and links are only characters.
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string): string {
  const content = boundBackticks(plainLine(text));
  if (content.trim() === '') return '(empty)';
  const fence = '`'.repeat(longestRun(content) + 1);
  // One blank on each side is taken away again; without it a backtick at the edge would join the fence.
  const edge = /^[ `]|[ `]$/.test(content) ? ' ' : '';
  return `${fence}${edge}${content}${edge}${fence}`;
}

/**
 * {@link codeSpan} for a table's cell, where a pipe ends the cell even inside code unless it is escaped.
 * Parsers disagree on whether the second of two backslashes escapes it, so there the pipe is named instead.
 */
export function codeCell(text: string): string {
  return codeSpan(text).replaceAll('\\|', '\\⟨U+007C⟩').replaceAll('|', '\\|');
}

/** Text from outside as a fenced block of its own lines, to be put at the document's top level. */
export function codeBlock(text: string): string {
  const content = boundBackticks(plainText(text));
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}text\n${content}\n${fence}`;
}

/**
 * GitHub's parser (cmark-gfm, MAXBACKTICKS) knows no inline fence longer than 80, and a fence must not
 * outgrow the text in it.
 */
function boundBackticks(text: string): string {
  return text.replace(/`{33,}/g, (run) => `${'`'.repeat(32)}[${run.length} backticks]`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
