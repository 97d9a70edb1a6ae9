/** The value of a JSON text. JSON has no `undefined`, which therefore says that the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
