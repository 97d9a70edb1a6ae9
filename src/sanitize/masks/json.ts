import { paths as findPaths } from 'jsonpath-rfc9535';
import { BranchProdError } from '../../errors.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { perContext } from './per-context.ts';

/**
 * Masks the values at JSONPaths (RFC 9535) in a JSON text, all leaves of an object or array that stands at one. A
 * number or boolean is masked as its text and becomes a string; null and keys stay. Where several paths meet, the
 * first listed decides, so `keep` first makes an exception. All the rest keeps its order and every digit.
 * Throws `mask-failed` if the value is no JSON, or too long for the column once masked.
 */
export function createJsonMask(masks: ReadonlyMap<string, ApplyMask>): ApplyMask {
  // The length of the column holds for the whole document, not for each value in it.
  const inner = perContext((context) => ({ ...context, maxLength: undefined }));
  return (raw, context) => {
    const document = parseJson(raw);
    const masked = parseJson(raw, withExactNumbers);
    const root = { '': masked };
    const decided = new Map();
    for (const [jsonPath, applyMask] of masks) {
      for (const path of findPaths(document as never, jsonPath)) {
        const { holder, key } = locate(root, path);
        maskLeaves(holder, key, { applyMask, context: inner(context), decided });
      }
    }
    return checkLength(JSON.stringify(root['']), context.maxLength);
  };
}

function parseJson(raw: string, reviver?: (key: string, value: unknown, at: Source) => unknown) {
  try {
    return JSON.parse(raw, reviver as never) as unknown;
  } catch {
    // The parser's own message quotes the value.
    throw new BranchProdError('mask-failed', 'a value is not JSON', {
      nextStep: 'Give the column another mask than `json`: `text`, `hash` or `null`.',
    });
  }
}

interface Source {
  source?: string;
}

/** TypeScript's library has no JSON.rawJSON yet: https://tc39.es/proposal-json-parse-with-source */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON: (source: string) => object;
  isRawJSON: (value: unknown) => boolean;
};

/** JavaScript would round 12345678901234567890 and write 1.0 as 1. */
function withExactNumbers(_key: string, value: unknown, { source }: Source): unknown {
  return typeof value === 'number' && source !== undefined && source !== String(value)
    ? rawJSON(source)
    : value;
}

type Container = Record<string, unknown>;

/** Follows a normalized path (RFC 9535, 2.7), such as `$['user'][0]`. */
function locate(root: Container, path: string): { holder: Container; key: string } {
  let holder = root;
  let key = '';
  for (const [, name, index] of path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/gs)) {
    holder = holder[key] as Container;
    key = index ?? unescapeName(name as string);
  }
  return { holder, key };
}

/** A normalized path escapes as JSON does, but the quote that it needs is the single one. */
function unescapeName(name: string): string {
  return JSON.parse(`"${name.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;
}

interface Masking {
  applyMask: ApplyMask;
  context: MaskContext;
  /** The keys of each object whose leaves an earlier path has decided on. */
  decided: Map<Container, Set<string>>;
}

function maskLeaves(holder: Container, key: string, masking: Masking): void {
  const value = holder[key];
  if (isContainer(value)) {
    for (const child of Object.keys(value)) maskLeaves(value, child, masking);
    return;
  }
  const { applyMask, context, decided } = masking;
  const keys = decided.get(holder) ?? new Set();
  if (keys.has(key)) return;
  decided.set(holder, keys.add(key));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const masked = value === null ? null : applyMask(text, context);
  if (masked === text) return;
  // Assignment to `__proto__` would change the prototype instead.
  Object.defineProperty(holder, key, { value: masked, enumerable: true });
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && !isRawJSON(value);
}

function checkLength(text: string, maxLength: number | undefined): string {
  if (maxLength !== undefined && [...text].length > maxLength) {
    throw new BranchProdError('mask-failed', 'masked JSON has no room in its column', {
      nextStep: 'Make the column wider in the source, or give it the mask `null`.',
    });
  }
  return text;
}
