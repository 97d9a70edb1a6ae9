/** A fenced code block of a Markdown text. */
export interface FencedBlock {
  /** What follows the opening fence, such as `yaml`. */
  readonly info: string;
  /** The lines between the fences, each with its line break. */
  readonly text: string;
}

/**
 * Takes the fenced code blocks of the top level out of a Markdown text, and drops its HTML comments, which nobody
 * sees who reads the thread. A block or comment that is not closed ends with the text. Takes linear time.
 * https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function splitFencedBlocks(markdown: string): { prose: string; blocks: FencedBlock[] } {
  const prose: string[] = [];
  const blocks: FencedBlock[] = [];
  let open: { fence: string; info: string; lines: string[] } | undefined;
  let inComment = false;
  const close = () => {
    if (open === undefined) return;
    blocks.push({ info: open.info, text: open.lines.map((line) => `${line}\n`).join('') });
    open = undefined;
  };
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    if (open !== undefined) {
      if (closes(line, open.fence)) close();
      else open.lines.push(line);
      continue;
    }
    open = inComment ? undefined : openingOf(line);
    if (open !== undefined) continue;
    const visible = withoutComments(line, inComment);
    inComment = visible.inComment;
    prose.push(visible.text);
  }
  close();
  return { prose: prose.join('\n'), blocks };
}

function openingOf(line: string): { fence: string; info: string; lines: string[] } | undefined {
  const match = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, fence, info] = match as unknown as [string, string, string];
  // Otherwise it is inline code.
  if (fence.startsWith('`') && info.includes('`')) return undefined;
  return { fence, info: info.trim(), lines: [] };
}

function closes(line: string, fence: string): boolean {
  const run = line.trim();
  if (/^ {4}|^ *\t/.test(line) || run.length < fence.length) return false;
  return run === fence.charAt(0).repeat(run.length);
}

/** A comment that begins inside a line ends there, or is none; one that begins a line ends wherever it is closed. */
function withoutComments(line: string, startsInComment: boolean) {
  let text = '';
  let inComment = startsInComment;
  for (let at = 0; at < line.length; ) {
    if (inComment) {
      const end = line.indexOf('-->', at);
      if (end === -1) break;
      at = end + 3;
      inComment = false;
      continue;
    }
    const start = line.indexOf('<!--', at);
    const isClosed = start !== -1 && line.indexOf('-->', start + 4) !== -1;
    inComment = start !== -1 && (isClosed || /^ {0,3}$/.test(line.slice(0, start)));
    text += line.slice(at, inComment ? start : undefined);
    at = inComment ? start + 4 : line.length;
  }
  return { text, inComment };
}
