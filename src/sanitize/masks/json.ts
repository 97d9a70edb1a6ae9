import { exec, type Path } from 'jsonpath-rfc9535';
import { visitJson } from './json-text.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { checkLength, unreadable } from './mask-failed.ts';
import { perContext } from './per-context.ts';

/**
 * Masks the values at JSONPaths (RFC 9535) in a JSON text, all leaves of an object or array that stands at one. All the
 * rest keeps its order, every digit and its white space. A number or boolean is masked as its text and stays one if its
 * pseudonym is one; else it becomes a string. null and keys stay. Where several paths meet, the first listed decides, so
 * `keep` first makes an exception. Of a key that an object has twice only the last is kept, as readers of JSON do.
 * Throws `mask-failed` if the value is no JSON, nested deeper than 10,000 levels, or too long for the column once masked.
 */
export function createJsonMask(masks: ReadonlyMap<string, ApplyMask>): ApplyMask {
  // The length of the column holds for the whole document, not for each value in it.
  const inner = perContext((context) => ({ ...context, maxLength: undefined }));
  return (raw, context, by) => {
    if (raw === '') return raw;
    const { text, root } = parseJson(raw);
    const decided = decide(root, masks);
    const masked = decided.size === 0 ? text : maskLeaves(text, root, decided, inner(context), by);
    return checkLength(masked, context, 'JSON');
  };
}

type Container = Record<string | number, unknown>;
/** The document stands under the key '', so that it, too, has something that holds it. */
type Root = { '': unknown };
/** The mask of each leaf, by what holds it. */
type Decided = Map<object, Map<string | number, ApplyMask>>;

const depth = {
  // PostgreSQL's own limit is about as low: its parser needs the stack.
  mostLevels: 10_000,
  tooDeep: () => unreadable('JSON of more than 10,000 levels', 'json'),
};

function parseJson(raw: string): { text: string; root: Root } {
  const root = { '': parse(raw) };
  const repeated: { start: number; end: number }[] = [];
  visitJson(raw, root, { repeated: (member) => repeated.push(member) }, depth);
  if (repeated.length === 0) return { text: raw, root };
  let text = '';
  let position = 0;
  for (const { start, end } of repeated.sort((a, b) => a.start - b.start)) {
    if (start < position) continue;
    text += raw.slice(position, start);
    position = end;
  }
  text += raw.slice(position);
  return { text, root: { '': parse(text) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the value.
    throw unreadable('no JSON', 'json');
  }
}

function decide(root: Root, masks: ReadonlyMap<string, ApplyMask>): Decided {
  const decided: Decided = new Map();
  const wholes = new Set<object>();
  for (const [jsonPath, applyMask] of masks) {
    exec(root[''] as never, jsonPath, (_, path) => {
      const { holder, key } = locate(root, path);
      decideLeaves(holder, key, applyMask, { decided, wholes });
    });
  }
  return decided;
}

function locate(root: Container, path: Path): { holder: Container; key: string | number } {
  let holder = root;
  let key: string | number = '';
  for (const step of path) {
    holder = holder[key] as Container;
    key = typeof step === 'number' ? step : unescapeName(step);
  }
  return { holder, key };
}

/** A normalized path (RFC 9535, 2.7) escapes as JSON does, but the quote that it needs is the single one. */
function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  return JSON.parse(`"${name.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;
}

function decideLeaves(
  holder: Container,
  key: string | number,
  applyMask: ApplyMask,
  { decided, wholes }: { decided: Decided; wholes: Set<object> },
): void {
  const open: [Container, string | number][] = [[holder, key]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [holder, key] = next;
    const value = holder[key];
    if (typeof value !== 'object' || value === null) {
      const keys = decided.get(holder) ?? new Map<string | number, ApplyMask>();
      if (!keys.has(key)) decided.set(holder, keys.set(key, applyMask));
    } else if (!wholes.has(value)) {
      // Without this, `$..*` would visit each leaf once for every level above it.
      wholes.add(value);
      const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
      for (const key of keys) open.push([value as Container, key]);
    }
  }
}

function maskLeaves(
  text: string,
  root: Root,
  decided: Decided,
  context: MaskContext,
  by: string | null | undefined,
): string {
  const pieces: string[] = [];
  let position = 0;
  const leaf = ({ start, end, holder, key }: Parameters<LeafVisitor>[0]) => {
    const written = text.slice(start, end);
    const applyMask = decided.get(holder)?.get(key);
    if (!applyMask || written === 'null') return;
    pieces.push(
      text.slice(position, start),
      maskLeaf(written, (value) => applyMask(value, context, by)),
    );
    position = end;
  };
  visitJson(text, root, { leaf }, depth);
  return pieces.join('') + text.slice(position);
}

type LeafVisitor = NonNullable<Parameters<typeof visitJson>[2]['leaf']>;

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function maskLeaf(written: string, mask: (value: string) => string | null): string {
  const isString = written.startsWith('"');
  const value = isString ? (JSON.parse(written) as string) : written;
  const masked = mask(value);
  if (masked === value) return written;
  const staysBare =
    !isString &&
    masked !== null &&
    (/^(?:true|false)$/.test(written) ? /^(?:true|false)$/ : number).test(masked);
  return staysBare ? masked : JSON.stringify(masked);
}
