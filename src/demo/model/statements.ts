const fewestWords = 4;
const mostWords = 60;

/**
 * The statements of a piece of mail: wrapped lines joined, marks of quotation taken away. Questions, lead-ins
 * (`… wrote:`), single words and what has no letters to speak of are no statements and left out.
 */
export function statements(body: string): string[] {
  return paragraphs(body)
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?]["')\]]?)\s+(?=["'([*]?[\p{Lu}\p{N}])/u))
    .map((sentence) => sentence.trim())
    .filter(isStatement);
}

/** A blank line ends a paragraph, and so does a change between quoting and speaking. */
function paragraphs(body: string): string[] {
  const found: { depth: string; text: string }[] = [];
  let open = false;
  for (const line of body.split(/\r?\n/)) {
    const [mark = ''] = line.match(/^[>|\s]*/) ?? [];
    const depth = mark.replaceAll(/\s/g, '');
    const text = line.slice(mark.length).trim();
    const last = found.at(-1);
    if (text === '') open = false;
    else if (open && last?.depth === depth) last.text += ` ${text}`;
    else {
      found.push({ depth, text });
      open = true;
    }
  }
  return found.map(({ text }) => text);
}

function isStatement(sentence: string): boolean {
  if (/[?:]$/.test(sentence)) return false;
  const words = sentence.split(/\s+/).length;
  if (words < fewestWords || words > mostWords) return false;
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
  return letters > sentence.length / 2;
}
