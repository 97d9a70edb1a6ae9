/** A value that a comment's text was read as, or the sentence (Markdown) that says why it is none. */
export type Read<Value> = { value: Value } | { problem: string };

/** A sentence as a problem; what of it is from outside has to be quoted. */
export function problem(text: string): { problem: string } {
  return { problem: text.endsWith('?') ? text : `${text}.` };
}
