const placeholder = /\{\{([^{}]*)\}\}/g;

/** What stands in the place of a placeholder, by its name without the blanks around it. */
export type TextOf = (name: string, whole: string) => string;

/** The text with each `{{name}}` replaced by its value. What a value itself holds is never expanded. */
export function fillText(template: string, textOf: TextOf): string {
  return template.replace(placeholder, (whole, name: string) => textOf(name.trim(), whole));
}

/** The same in all texts of plain data; the names of members stay. */
export function fillLeaves<Value>(value: Value, textOf: TextOf): Value {
  return fillLeaf(value, textOf) as Value;
}

function fillLeaf(value: unknown, textOf: TextOf): unknown {
  if (typeof value === 'string') return fillText(value, textOf);
  if (Array.isArray(value)) return value.map((item) => fillLeaf(item, textOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillLeaf(item, textOf)]),
  );
}
