/** A leaf of a JSON text: where it stands, and what holds it in the parsed document. */
export interface JsonLeaf {
  start: number;
  end: number;
  holder: object;
  key: string | number;
}

export interface JsonVisitor {
  leaf?(leaf: JsonLeaf): void;
  /** The holder has had this key before: `start` to `end` is the earlier member, with the comma behind it. */
  repeated?(member: { start: number; end: number }): void;
}

type Holder = Record<string | number, unknown> | undefined;

interface Open {
  holder: object;
  isArray: boolean;
  key: string | number;
  /** Where the members began, by key. */
  members: Map<string, { start: number; end: number }>;
  latest: { start: number; end: number } | undefined;
}

/**
 * Reads a JSON text that is known to be well-formed, beside its parsed `root` (an object that has the document under the
 * key ''), and tells the visitor its leaves. Depth costs no stack. Throws `tooDeep()` past that many levels.
 */
export function visitJson(
  text: string,
  root: Record<string, unknown>,
  { leaf, repeated }: JsonVisitor,
  { mostLevels, tooDeep }: { mostLevels: number; tooDeep: () => Error },
): void {
  const stack: Open[] = [];
  let open: Open = { holder: root, isArray: false, key: '', members: new Map(), latest: undefined };
  let isKey = false;
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const start = position;
    const first = text[start] as string;
    position += 1;
    if (first === '{' || first === '[') {
      stack.push(open);
      if (stack.length > mostLevels) throw tooDeep();
      // Of a repeated key, the document has the last value alone: an earlier one has no place there.
      const holder = (open.holder as Holder)?.[open.key] as object;
      const isArray = first === '[';
      open = { holder, isArray, key: isArray ? 0 : '', members: new Map(), latest: undefined };
      isKey = !isArray;
    } else if (first === '}' || first === ']') {
      open = stack.pop() as Open;
      isKey = false;
    } else if (first === ',') {
      if (open.isArray) open.key = (open.key as number) + 1;
      isKey = !open.isArray;
    } else if (first === ':') {
      isKey = false;
    } else {
      position = first === '"' ? stringEnd(text, start) : bareEnd(text, start);
      if (isKey) openMember(open, text, start, position, repeated);
      else leaf?.({ start, end: position, holder: open.holder, key: open.key });
    }
    position = skipSpace(text, position);
  }
}

function openMember(
  open: Open,
  text: string,
  start: number,
  end: number,
  repeated: JsonVisitor['repeated'],
): void {
  const written = text.slice(start + 1, end - 1);
  open.key = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
  if (!repeated) return;
  if (open.latest) open.latest.end = start;
  open.latest = { start, end };
  const earlier = open.members.get(open.key);
  if (earlier) repeated(earlier);
  open.members.set(open.key, open.latest);
}

function skipSpace(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) <= 32) end += 1;
  return end;
}

function stringEnd(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

function bareEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !',]} \t\n\r'.includes(text[end] as string)) end += 1;
  return end;
}
