/** The shortest part of a text that is told from what any two texts have in common. */
export const shortestPart = 32;

/** Every part of at least {@link shortestPart} characters holds a whole window of the text's. */
const windowLength = shortestPart / 2;

/** A text that repeats itself has the same window in many places; the first of them are enough to find it. */
const mostPlaces = 8;

/** A part of a text, by where it begins and ends in it. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * For each text the parts of it that a prompt holds, in the order of the text, without overlap, each of at least 32
 * characters.
 *
 * Takes windows of 16 characters out of the texts, every 16th, and slides one of the same length over the prompt; where
 * it meets one of a text's, the match is followed as far as it goes, and this text is looked for from there on. That is
 * what rsync does to find known blocks (A. Tridgell, P. Mackerras, "The rsync algorithm", 1996). Time and memory grow
 * with the length of the texts and of the prompt, not with their product.
 */
export function findParts(texts: readonly string[], prompt: string): Part[][] {
  const windows = windowsOf(texts);
  const found: Part[][] = texts.map(() => []);
  const from = texts.map(() => 0);
  for (let at = 0; windows.size > 0 && at + windowLength <= prompt.length; at += 1) {
    for (const [index, places] of windows.get(prompt.slice(at, at + windowLength)) ?? []) {
      if (at < (from[index] as number)) continue;
      const match = longest(texts[index] as string, prompt, at, places);
      if (match.end - match.start < shortestPart) continue;
      found[index]?.push({ start: match.start, end: match.end });
      from[index] = match.promptEnd;
    }
  }
  return found.map(withoutOverlap);
}

/** Where each window stands, by text. */
type Windows = Map<string, Map<number, number[]>>;

function windowsOf(texts: readonly string[]): Windows {
  const windows: Windows = new Map();
  for (const [index, text] of texts.entries()) {
    for (let at = 0; at + windowLength <= text.length; at += windowLength) {
      const window = text.slice(at, at + windowLength);
      const byText = windows.get(window) ?? new Map<number, number[]>();
      const places = byText.get(index) ?? [];
      if (places.length < mostPlaces) places.push(at);
      windows.set(window, byText.set(index, places));
    }
  }
  return windows;
}

interface Match extends Part {
  readonly promptEnd: number;
}

function longest(text: string, prompt: string, at: number, places: readonly number[]): Match {
  let best: Match = { start: 0, end: 0, promptEnd: at };
  for (const place of places) {
    // A part reaches back less than a window, or the window before would have been met.
    let back = 0;
    while (
      back < windowLength &&
      place > back &&
      at > back &&
      text[place - back - 1] === prompt[at - back - 1]
    ) {
      back += 1;
    }
    let length = windowLength;
    while (
      place + length < text.length &&
      at + length < prompt.length &&
      text[place + length] === prompt[at + length]
    ) {
      length += 1;
    }
    const match = { start: place - back, end: place + length, promptEnd: at + length };
    if (match.end - match.start > best.end - best.start) best = match;
  }
  return best;
}

/** The same part can stand in the prompt twice. */
function withoutOverlap(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || part.start > last.end) merged.push(part);
    else if (part.end > last.end) merged[merged.length - 1] = { start: last.start, end: part.end };
  }
  return merged;
}
