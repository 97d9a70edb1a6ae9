import { shortestPart } from './find-parts.ts';

/** How much of a row the prompts hold, in characters once white space is normalised. */
export interface Use {
  readonly used: number;
  readonly of: number;
}

/** What is shorter than this is too common to say that it came from a row: `open`, `en`, a year. */
const shortestWhole = 12;

/**
 * How much of a row the prompts hold: of the text of its columns of which most is there. `used` is 0 if it did not
 * reach them; `undefined` if the row has no text to look for.
 *
 * @param used how many characters of each text the prompts hold
 * @param isShared whether another row has the same text: a short one, such as a subject, then says nothing about
 *   this row
 */
export function useOfRow(
  texts: readonly string[],
  used: ReadonlyMap<string, number>,
  isShared: (text: string) => boolean,
): Use | undefined {
  const longest = Math.max(0, ...texts.map((text) => text.length));
  if (longest === 0) return undefined;
  const telling = texts.filter(
    (text) =>
      text.length >= shortestPart ||
      text.length === longest ||
      (text.length >= shortestWhole && !isShared(text)),
  );
  let best = { used: 0, of: longest };
  for (const text of telling) {
    const characters = used.get(text) ?? 0;
    if (characters > best.used) best = { used: characters, of: text.length };
  }
  return best;
}
