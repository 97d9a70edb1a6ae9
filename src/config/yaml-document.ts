import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { ConfigPath, Position, Problem } from './problem.ts';
import { yamlErrorMessages } from './yaml-error-messages.ts';

/** A YAML text as plain data, or what is wrong with it. */
export type YamlDocument = {
  /** Mappings, lists, strings, numbers, booleans and nulls; only to be used when there are no problems. */
  value: unknown;
  problems: Problem[];
  /** Where a field is written; see {@link ConfigText}. */
  locate: (path: ConfigPath) => Position;
};

const deepest = 64;
const mostAliases = 100;

/**
 * Parses one YAML 1.2 document (core schema). More is refused than YAML refuses: tags that are not the core schema's,
 * keys that are not strings, a key without a value, and whatever makes a small text large: deep nesting, aliases that
 * contain themselves, more than 100 values through aliases.
 */
export function parseYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    // Compares each key with every other one; refusedNodes does it in linear time.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const locate = (path: ConfigPath) => positionAt(offsetOf(document, path));

  const syntax = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
    path: [],
    message: isUnquotedReference(text, offset)
      ? `inside { } and [ ] a reference needs quotes: "\${NAME}"`
      : yamlErrorMessages[code],
    position: positionAt(offset),
  }));
  // One mistake makes the parser stumble several times on the same line.
  const firstOfLine = new Map(syntax.toReversed().map((it) => [it.position.line, it]));
  const problems: Problem[] = [...firstOfLine.values()];
  if (problems.length === 0) {
    problems.push(
      ...refusedNodes(document).map(({ offset, message }) => ({
        path: [],
        message,
        position: positionAt(offset),
      })),
    );
  }
  if (problems.length > 0) return { value: undefined, problems, locate };
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }), problems, locate };
  } catch {
    return { value: undefined, problems: [{ path: [], message: 'too many aliases' }], locate };
  }
}

/** `{ KEY: ${NAME} }`: YAML takes the brace after the dollar sign for the start of a mapping. */
function isUnquotedReference(text: string, offset: number): boolean {
  return text.slice(offset - 1, offset + 1) === '${';
}

function refusedNodes(document: Document): { offset: number; message: string }[] {
  const refused: { offset: number; message: string }[] = [];
  const keys = new Map<unknown, Set<unknown>>();
  const isDoubled = (key: unknown, mapping: unknown) => {
    const value = isScalar(key) ? key.value : key;
    const seen = keys.get(mapping) ?? new Set();
    keys.set(mapping, seen);
    const isSeen = seen.has(value);
    seen.add(value);
    return isSeen;
  };
  let aliases = 0;
  visit(document, (key, node, ancestors) => {
    // Each is resolved by a walk through the document.
    if (isAlias(node) && ++aliases > mostAliases) {
      refused.push({ offset: startOf(node), message: 'too many aliases' });
      return visit.BREAK;
    }
    const message =
      isPair(node) && isDoubled(node.key, ancestors.at(-1))
        ? yamlErrorMessages.DUPLICATE_KEY
        : refuse(key, node, ancestors, document);
    if (message === undefined) return;
    refused.push({ offset: startOf(isPair(node) ? node.key : node), message });
    return visit.SKIP;
  });
  return refused;
}

function refuse(
  key: unknown,
  node: unknown,
  ancestors: readonly unknown[],
  document: Document,
): string | undefined {
  if (ancestors.filter(isNode).length >= deepest) return `nested deeper than ${deepest} levels`;
  if (isAlias(node)) {
    const target = node.resolve(document);
    if (target === undefined) return 'this alias has no anchor before it';
    return ancestors.includes(target) ? 'this alias contains itself' : undefined;
  }
  if (isPair(node)) {
    // Libraries that build objects key by key lose this one in silence.
    if (isScalar(node.key) && node.key.value === '__proto__') {
      return 'the key "__proto__" is not allowed';
    }
    // A line that was never finished must not mean the mask `null`.
    return isEmpty(node.value) ? 'this key has no value' : undefined;
  }
  return typeof key === 'number' && isEmpty(node) ? 'this item has no value' : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null && value.source === '');
}

function offsetOf(document: Document, path: ConfigPath): number {
  let offset = 0;
  let node: unknown = document.contents;
  for (const key of path) {
    const parent: unknown = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === String(key))
      : undefined;
    const item = isSeq(parent) ? parent.items[Number(key)] : undefined;
    if (pair === undefined && item === undefined) break;
    offset = startOf(pair?.key ?? item);
    node = pair?.value ?? item;
  }
  return offset;
}

function startOf(node: unknown): number {
  return (isNode(node) ? (node as Node).range?.[0] : undefined) ?? 0;
}
