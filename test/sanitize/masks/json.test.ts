import { expect, test } from 'vitest';
import type { SimpleMask } from '../../../src/config/mask-schema.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext();

function maskJson(paths: Record<string, SimpleMask['mask']>, raw: string, maxLength?: number) {
  const simple = Object.entries(paths).map(([path, mask]) => [path, { mask }] as const);
  const mask = createMask({ mask: 'json', paths: Object.fromEntries(simple) });
  return mask(raw, { ...context, maxLength }) ?? '';
}

test('the values at the paths are masked as their columns would be, the rest stays to the digit', () => {
  const raw =
    '{"z":1.0,"id":12345678901234567890,"user":{"email":"ada@example.com","ok":true},"a":[null,"é"]}';
  const masked = maskJson({ '$.user.email': 'email' }, raw);
  const email = createMask({ mask: 'email' })('ada@example.com', context);
  expect(masked).toBe(raw.replace('ada@example.com', email ?? ''));
});

test('every leaf of a container is masked; numbers become text, null stays', () => {
  const masked = JSON.parse(
    maskJson({ '$.user': 'hash' }, '{"user":{"a":[1,"x",{"b":false}],"n":null}}'),
  );
  const hex = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(masked).toEqual({ user: { a: [hex, hex, { b: hex }], n: null } });
});

test('the first of two paths decides', () => {
  const masked = JSON.parse(maskJson({ '$.u.id': 'keep', $: 'null' }, '{"u":{"id":7,"x":8}}'));
  expect(masked).toEqual({ u: { id: 7, x: null } });
});

test('the root itself can be the value', () => {
  expect(maskJson({ $: 'hash' }, '"ada"')).toMatch(/^"[0-9a-f]{32}"$/);
});

test.each([
  "it's",
  'a"b',
  'back\\slash',
  'line\nbreak',
  '__proto__',
  '',
  "\\'",
  '\u0001',
  '🦊',
  '$',
  '[0]',
])('a key %j is found', (key) => {
  const raw = `{${JSON.stringify(key)}:"ada","other":{${JSON.stringify(key)}:5}}`;
  const masked = maskJson({ '$..*': 'hash' }, raw);
  expect(masked).not.toContain('ada');
  expect(masked).not.toContain(':5');
  expect(Object.keys(JSON.parse(masked))).toEqual([key, 'other']);
});

test.each(['{"email": "ada@example.com"', 'ada', ''])(
  'broken JSON %j stops without telling it',
  (raw) => {
    expect(() => maskJson({ $: 'hash' }, raw)).toThrow(
      expect.objectContaining({
        code: 'mask-failed',
        message: 'a value is not JSON',
        cause: undefined,
      }),
    );
  },
);

test('JSON is never cut', () => {
  expect(() => maskJson({ $: 'hash' }, '"a"', 10)).toThrow(
    expect.objectContaining({ code: 'mask-failed' }),
  );
});
