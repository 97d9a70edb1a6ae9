import { expect, test } from 'vitest';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { readRepositoryFile } from '../repository/files.ts';
import { parse, smallConfig } from './example.ts';

const document = readRepositoryFile('docs/sanitization.md');

test('the table of masks has every mask of the schema, once, and no other', () => {
  const rows = [...document.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  const documented = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const schema = configJsonSchema() as { properties: { sanitize: { properties: object } } };
  const known = new Set<string>();
  collectMasks(schema.properties.sanitize.properties, known);
  expect(documented.toSorted()).toEqual([...known].toSorted());
});

test('the policy that it shows is valid', () => {
  const [, block = ''] = /```yaml\nsanitize:\n([\s\S]*?)```/.exec(document) ?? [];
  const lines = block.replace(/^ {2}/gm, '').replace(/^key:.*\n/, '');
  const { sanitize } = parse(smallConfig({ sanitize: lines })).config;
  expect(sanitize.columns).toHaveLength(5);
  expect(sanitize.tables).toHaveLength(2);
});

/** The names that a mask can be given by: alone, or as the field `mask`. */
function collectMasks(node: unknown, names: Set<string>, isMask = false): void {
  if (Array.isArray(node)) for (const item of node) collectMasks(item, names, isMask);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { const: only, enum: several, ...rest } = node as { const?: unknown; enum?: unknown[] };
  if (isMask) for (const name of [only, ...(several ?? [])]) if (name) names.add(String(name));
  for (const [key, value] of Object.entries(rest))
    collectMasks(value, names, key === 'mask' || (isMask && key === 'anyOf'));
}
