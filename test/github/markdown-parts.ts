/**
 * What Markdown takes for prose, and what for inline code, in a text of one paragraph.
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function markdownParts(text: string): { prose: string; code: string } {
  let [prose, code] = ['', ''];
  for (let rest = text; rest !== ''; ) {
    const fence = /^`+/.exec(rest)?.[0] ?? '';
    const after = rest.slice(fence.length);
    const span = fence === '' ? undefined : spanUntil(after, fence.length);
    if (span === undefined) {
      const plain = fence || (/^[^`]+/.exec(rest)?.[0] as string);
      prose += plain;
      rest = rest.slice(plain.length);
    } else {
      code += span;
      rest = after.slice(span.length + fence.length);
    }
  }
  return { prose, code };
}

/** The text before the next run of exactly so many backticks. */
function spanUntil(text: string, length: number): string | undefined {
  const closing = [...text.matchAll(/`+/g)].find(([run]) => run.length === length);
  return closing === undefined ? undefined : text.slice(0, closing.index);
}
