/** Digits that may be those of a whole number that JavaScript would round. */
const long = /\d{16}/;

interface ExactJson {
  parse(
    text: string,
    revive: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(source: string): unknown;
}

/**
 * JSON.parse for what is written as JSON again: whole numbers beyond 2^53, such as ids in the arguments of a tool,
 * come out as they came in. https://github.com/tc39/proposal-json-parse-with-source
 */
export function parseExactly(text: string): unknown {
  if (!long.test(text)) return JSON.parse(text);
  const json = JSON as unknown as ExactJson;
  return json.parse(text, (_, value, { source }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && source !== undefined
      ? json.rawJSON(source)
      : value,
  );
}
