/** About how many tokens a model would count: four characters of English each, as OpenAI's documentation says. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
