/**
 * Whether a text is made of nothing but these sentences, which are regular expressions without anchors and without the
 * stop at their end: what we say ourselves may be shown to everybody, what stands among it may not.
 */
export function ownSentences(sentences: readonly string[]): RegExp {
  const any = `(?:${sentences.join('|')})`;
  return new RegExp(String.raw`^${any}\.(?: ${any}\.)*$`);
}
