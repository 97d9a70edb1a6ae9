import { markdownAttack } from './hostile-text.ts';

/**
 * What GitHub would obey of a document: all of it but fenced blocks and inline code, found as CommonMark does.
 * https://spec.commonmark.org/0.31.2/#fenced-code-blocks https://spec.commonmark.org/0.31.2/#code-spans
 */
export function outsideCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (fence === undefined && run?.[1] !== undefined) fence = run[1];
    else if (fence === undefined) lines.push(withoutSpans(line));
    else if (run?.[2]?.trim() === '' && (run[1] ?? '').length >= fence.length) fence = undefined;
  }
  return lines.join('\n');
}

/** The words of {@link markdownAttack} that GitHub would obey; links of our own are `[…](<https:…>)`. */
export const obeyed =
  /@|octo|evil|javascript:|-->|<(?!https:\/\/)|\*\*bold|!\[|~~~|8a5a2e6b(?!0c1d4f7e9a3b5c7d9e1f2a4b6c8d0e2f$)/;

/** The attack on one line, as a name or path can be. */
export const attackOnOneLine = markdownAttack.replaceAll('\n', ' ');

function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  let rest = '';
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const opening = runs[index] as RegExpExecArray;
    if (opening.index < at) continue;
    const closing = runs.slice(index + 1).find(([run]) => run.length === opening[0].length);
    if (closing === undefined) continue;
    rest += line.slice(at, opening.index);
    at = closing.index + closing[0].length;
  }
  return rest + line.slice(at);
}
