import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import {
  createKnownValues,
  type EntityMask,
  openKnownValues,
} from '../../src/sanitize/known-values.ts';
import { createMask } from '../../src/sanitize/masks/registry.ts';
import { createRawCollector } from '../../src/sanitize/raw-collector.ts';
import { createRawValues } from '../../src/sanitize/raw-values.ts';

const hash = createKeyedHash(new Secret('a key for tests'));
const publicTexts = ['Acme Support', 'help@acme.example'];
const person: EntityMask = { mask: 'person' };
const known = createKnownValues(hash, publicTexts);
for (const name of ['Acme Support', 'ACME  support', 'Ada Lovelace'])
  known.add(name, person, 'people.name');

test.each([
  ['collected', known],
  ['shared', openKnownValues(structuredClone(known.share()), hash)],
])('prose keeps what the program itself says, and loses the rest (%s)', (_, known) => {
  const text = createMask({ mask: 'text', entities: [] });
  const masked = text('Acme Support <help@acme.example> wrote to Ada Lovelace', { hash, known });
  expect(masked).toMatch(/^Acme Support <help@acme\.example> wrote to /);
  expect(masked).not.toMatch(/Ada|Lovelace/);
});

test('the proof does not search for it, in any letter case', () => {
  const columns = [{ name: 'people.name', mask: person, entity: true }];
  const collector = createRawCollector(hash, columns, publicTexts);
  for (const name of ['Acme Support', 'ACME  support', 'Ada Lovelace']) {
    collector.see(0, name, 'Eva Mason');
  }
  const raw = createRawValues(columns);
  raw.add(collector.take() as never);
  expect([raw.size, raw.notSearched]).toEqual([1, 1]);
});
