/** The texts at one path of a column's JSON documents. */
export interface JsonLeaf {
  /** A JSONPath (RFC 9535). */
  readonly path: string;
  /** The last name in the path. */
  readonly name: string;
  readonly values: readonly string[];
}

const DEEPEST = 8;
const MOST_PATHS = 60;

/**
 * The texts of JSON documents by their paths. A key may be personal itself, so that one is written into a path only if
 * it looks like a field's name and is in many of the documents; any other is `[*]`.
 */
export function findJsonLeaves(documents: readonly unknown[]): JsonLeaf[] {
  const leaves = new Map<string, { name: string; values: string[] }>();
  collect(documents, '$', '', 0);
  return [...leaves].map(([path, leaf]) => ({ path, ...leaf }));

  function collect(values: readonly unknown[], path: string, name: string, depth: number) {
    const texts = values.filter((value) => typeof value === 'string');
    if (texts.length > 0 && path !== '$' && leaves.size < MOST_PATHS) {
      const leaf = leaves.get(path) ?? { name, values: [] };
      for (const text of texts) leaf.values.push(text);
      leaves.set(path, leaf);
    }
    if (depth === DEEPEST) return;
    const items = values.flatMap((value) => (Array.isArray(value) ? value : []));
    if (items.length > 0) collect(items, `${path}[*]`, name, depth + 1);
    const objects = values.filter(isObject);
    const members = new Map<string, { at: string; of: string; values: unknown[] }>();
    const counts = new Map<string, number>();
    for (const object of objects) {
      for (const key of Object.keys(object)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const object of objects) {
      for (const [key, value] of Object.entries(object)) {
        const isField = isFieldName(key, counts.get(key) ?? 0, objects.length);
        const at = isField ? memberPath(path, key) : `${path}[*]`;
        const member = members.get(at) ?? { at, of: isField ? key : '', values: [] };
        members.set(at, member);
        member.values.push(value);
      }
    }
    for (const { at, of, values: inner } of members.values()) collect(inner, at, of, depth + 1);
  }
}

function isFieldName(key: string, count: number, total: number): boolean {
  return /^[a-z_][\w-]{0,40}$/i.test(key) && count >= 3 && count >= total / 10;
}

function memberPath(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}['${key}']`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
