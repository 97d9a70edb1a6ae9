import { describe, expect, test } from 'vitest';
import { holds, holdsOrNot } from './seen.ts';

const price = {
  type: 'object',
  required: ['price'],
  properties: { price: { type: 'number', minimum: 0 }, mail: { type: 'string', format: 'email' } },
};

describe('is-json with a schema', () => {
  test.each([
    ['{"price":49}', true],
    ['{"price":-1}', false],
    ['{"price":"49"}', false],
    ['{}', false],
    ['{"price":1,"mail":"ada@example.com"}', true],
    ['{"price":1,"mail":"ada"}', false],
    ['no JSON', false],
    ['', false],
  ])('of %s is %s', async (answer, met) => {
    expect(await holdsOrNot({ type: 'is-json', value: price }, { answer })).toBe(met);
    expect(await holds({ type: 'is-json', value: JSON.stringify(price) }, { answer })).toBe(met);
  });

  test('may be of draft 2020-12', async () => {
    const value = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      prefixItems: [{ type: 'string' }],
      items: false,
    };
    expect(await holdsOrNot({ type: 'is-json', value }, { answer: '["a"]' })).toBe(true);
    expect(await holdsOrNot({ type: 'is-json', value }, { answer: '["a", 1]' })).toBe(false);
  });

  test('may be a boolean', async () => {
    expect(await holdsOrNot({ type: 'is-json', value: true }, { answer: '1' })).toBe(true);
    expect(await holdsOrNot({ type: 'is-json', value: false }, { answer: '1' })).toBe(false);
  });

  test('with a hostile expression is interrupted', async () => {
    const value = { type: 'string', pattern: '^(a+)+$' };
    const answer = JSON.stringify(`${'a'.repeat(50)}!`);
    await expect(holds({ type: 'is-json', value }, { answer })).rejects.toMatchObject({
      code: 'replay-failed',
      message: 'The schema of the assertion is-json took longer than 1000 ms.',
    });
  });
});

describe('contains-json', () => {
  test.each([
    ['Here it is:\n```json\n{"price": 49}\n```', true, true],
    ['First {"a": "}"} and then [{"price": 1}, 2] end', true, false],
    ['First {"a": 1}, then {"price": 1}.', true, true],
    ['{not json} but {"price": 1}', true, true],
    ['a [1] b', true, false],
    ['It costs 49 {Euro}.', false, false],
    ['{"price": 1', false, false],
    ['', false, false],
  ])('%s', async (answer, any, fitting) => {
    expect(await holdsOrNot({ type: 'contains-json' }, { answer })).toBe(any);
    expect(await holdsOrNot({ type: 'contains-json', value: price }, { answer })).toBe(fitting);
  });

  test('of a hostile answer ends soon', async () => {
    const answer = '{"'.repeat(5_000_000);
    const held = await holds({ type: 'contains-json' }, { answer }).catch((error) => error.code);
    expect(['replay-failed', false]).toContain(held);
  });
});
