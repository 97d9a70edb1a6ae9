import { findParts, type Part, shortestPart } from './find-parts.ts';

/** A part that is not a text's beginning has to be this long, or a quarter of the text: mails quote each other. */
const shortestInside = 100;

/**
 * How many characters of each text the prompts hold, at most in one of them; 0 for none. Texts shorter than 32
 * characters are found as whole words only.
 *
 * A longer one is there whole; or in parts, of which the first is its beginning, or which are long enough to be no
 * quotation. Less than 32 characters between two parts count as used: an application that changes a sign has cut
 * nothing.
 *
 * @param texts normalised, as are the prompts
 */
export function findTexts(
  texts: readonly string[],
  prompts: readonly string[],
): ReadonlyMap<string, number> {
  const used = new Map(texts.map((text) => [text, 0]));
  const note = (text: string, characters: number) =>
    used.set(text, Math.max(used.get(text) ?? 0, characters));
  for (const prompt of prompts) {
    const missing: string[] = [];
    for (const text of used.keys()) {
      if (text.length < shortestPart) note(text, holdsWords(prompt, text) ? text.length : 0);
      else if (prompt.includes(text)) note(text, text.length);
      else missing.push(text);
    }
    for (const [index, parts] of findParts(missing, prompt).entries()) {
      const text = missing[index] as string;
      note(text, usedInParts(text, parts));
    }
  }
  return used;
}

function usedInParts(text: string, parts: readonly Part[]): number {
  const bridged: Part[] = [];
  for (const part of parts) {
    const last = bridged.at(-1) ?? { start: 0, end: 0 };
    if (part.start - last.end >= shortestPart) bridged.push(part);
    else bridged.splice(-1, 1, { start: last.start, end: part.end });
  }
  const used = bridged.reduce((sum, { start, end }) => sum + end - start, 0);
  const isBeginning = bridged[0]?.start === 0;
  return isBeginning || used >= Math.min(shortestInside, text.length / 4) ? used : 0;
}

/** `Ada` is not in `Adam`. */
function holdsWords(prompt: string, text: string): boolean {
  const isWord = (character: string | undefined) => /[\p{L}\p{N}_]/u.test(character ?? '');
  const [first, last] = [isWord(text[0]), isWord(text.at(-1))];
  if (text === '') return false;
  for (let at = prompt.indexOf(text); at !== -1; at = prompt.indexOf(text, at + 1)) {
    const isCutBefore = first && isWord(prompt[at - 1]);
    const isCutAfter = last && isWord(prompt[at + text.length]);
    if (!isCutBefore && !isCutAfter) return true;
  }
  return false;
}
