import { expect, test } from 'vitest';
import { measureRecall } from '../../bench/recall/measure.ts';
import { Secret } from '../../src/config/secret.ts';
import { readCorpus } from '../../src/demo/corpus/corpus.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { createKnownValues } from '../../src/sanitize/known-values.ts';
import { createMask } from '../../src/sanitize/masks/registry.ts';

test('in real mail no name, address or telephone number survives, and the rest of the prose does', async () => {
  const corpus = await readCorpus();
  const hash = createKeyedHash(new Secret('a key for tests'));
  const known = createKnownValues(hash);
  for (const { name, email } of corpus.people) {
    if (name !== null) known.add(name, { mask: 'person' }, 'people.name');
    known.add(email, { mask: 'email' }, 'people.email');
  }
  const context = { hash, known };
  const mask = createMask({ mask: 'text', entities: [] });
  const recall = measureRecall(corpus, (body) => mask(body, context) ?? '');
  expect(recall.names).toEqual({ before: expect.any(Number), after: 0 });
  expect(recall.names.before).toBeGreaterThan(300);
  expect(recall.addresses).toEqual({ before: expect.any(Number), after: 0 });
  expect(recall.addresses.before).toBeGreaterThan(300);
  expect(recall.phoneNumbers).toEqual({ before: expect.any(Number), after: 0 });
  expect(recall.phoneNumbers.before).toBeGreaterThan(50);
  expect(recall.ordinaryTokens).toBeGreaterThan(500_000);
  expect(recall.overMasking).toBeLessThan(0.005);
}, 180_000);
