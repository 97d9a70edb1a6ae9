/** So long a text is looked at in some ten milliseconds. */
const LENGTH = 65_536;
/** No raw value is longer than that. */
const OVERLAP = 2048;
/** Shorter ones may be words. */
const SHORTEST_BASE64 = 512;

/**
 * The text in slices of a bounded length, each of which begins with the end of the one before, and cuts no word that
 * has a blank near it. Base64 has none: it is not read, and only takes time.
 */
export function* slices(text: string): Generator<string> {
  if (text.length <= LENGTH) {
    if (!isBase64(text)) yield text;
    return;
  }
  if (isBase64(text)) return;
  let start = 0;
  while (start < text.length) {
    const end = start + LENGTH >= text.length ? text.length : lastBlank(text, start + LENGTH);
    yield text.slice(start, end);
    if (end === text.length) return;
    start = firstBlank(text, end - OVERLAP, end);
  }
}

/** From there on back, or there. */
function lastBlank(text: string, end: number): number {
  for (let at = end; at > end - OVERLAP / 2; at -= 1) if (isBlank(text, at)) return at;
  return end;
}

function firstBlank(text: string, from: number, end: number): number {
  for (let at = from; at < end - OVERLAP / 2; at += 1) if (isBlank(text, at)) return at;
  return from;
}

function isBlank(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

/** https://www.rfc-editor.org/rfc/rfc2397 */
const dataUrl = /^data:[\w.+-]+\/[\w.+-]+(?:;[\w.+=-]+)*;base64,/;

/** Of a file or picture, with or without `data:image/png;base64,` before it; letters alone may be a text. */
function isBase64(text: string): boolean {
  const begin = dataUrl.exec(text.slice(0, 200))?.[0].length ?? 0;
  if (text.length - begin < SHORTEST_BASE64) return false;
  // No quantifier over the whole text, which regular expressions keep track of in bounded memory.
  const signs = /[^A-Za-z0-9+/]/g;
  signs.lastIndex = begin;
  const end = signs.exec(text)?.index ?? text.length;
  return (
    /^={0,2}$/.test(text.slice(end, end + 3)) && /[0-9+/]/.test(text.slice(begin, begin + 1000))
  );
}
