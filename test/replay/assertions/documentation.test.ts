import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseYaml } from '../../../src/config/yaml-document.ts';
import { assertionSchema } from '../../../src/replay/assertions/assertion.ts';
import { caseSchema } from '../../../src/replay/case.ts';

const document = await readFile(new URL('../../../docs/assertions.md', import.meta.url), 'utf8');

test('docs/assertions.md has a line for every type of assertion', () => {
  const [, table = ''] = document.split('| type | holds if |');
  const [lines = ''] = table.split('\n\n');
  const told = lines
    .split('\n')
    .flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, type]) => type),
    );
  const { error } = assertionSchema.safeParse({ type: 'unknown' });
  const [issue] = error?.issues ?? [];
  const known = (issue as { options?: string[] } | undefined)?.options ?? [];
  expect(known.length).toBeGreaterThan(30);
  expect(told.toSorted()).toEqual(known.filter((type) => !type.startsWith('not-')).toSorted());
});

test('its examples are valid', () => {
  const [example, , citations] = [...document.matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text = '']) => parseYaml(text).value,
  );
  expect(caseSchema.parse(example).assert).toHaveLength(4);
  for (const assertion of citations as unknown[]) assertionSchema.parse(assertion);
});
