import { expect, test } from 'vitest';
import { maskSchema } from '../../../src/config/mask-schema.ts';
import { type ComputedMask, createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext();

function maskJson(paths: Record<string, unknown>, raw: string, maxLength?: number) {
  const mask = maskSchema.parse({ mask: 'json', paths });
  return (
    createMask(mask as Exclude<typeof mask, ComputedMask>)(raw, { ...context, maxLength }) ?? ''
  );
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

test.each(['{"email": "ada@example.com"', 'ada', '{"a":1}x', "{'a':1}", '\u00a0{}'])(
  'broken JSON %j stops without telling it',
  (raw) => {
    expect(() => maskJson({ $: 'hash' }, raw)).toThrow(
      expect.objectContaining({
        code: 'mask-failed',
        message: 'a value is no JSON',
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

test('white space and the spelling of characters stay where nothing is masked', () => {
  const raw = '{ "a" :\t"caf\\u00e9",\n  "e" : "ada", "n": 1e2 }';
  const masked = maskJson({ '$.e': 'hash' }, raw);
  expect(masked.replace(/[0-9a-f]{32}/, 'ada')).toBe(raw);
});

test('a number stays a number where its mask gives one, and a boolean a boolean', () => {
  const raw = '{"n":12.50,"d":1580000000,"s":"12.50","p":483920,"ok":false}';
  const masks = { '$.n': 'number', '$.d': 'date', '$.s': 'number', '$.p': 'secret' };
  const constant = { mask: 'constant', value: true };
  const masked = maskJson({ ...masks, '$.ok': constant }, raw);
  expect(masked).toMatch(
    /^\{"n":[1-9]\d\.\d\d,"d":15\d{8},"s":"[1-9]\d\.\d\d","p":[1-9]\d{5},"ok":true\}$/,
  );
});

test('of a key that comes twice only the last value is there, masked', () => {
  const raw = '{"a":{"x":"ada"},"b":1,"a":"ada","c":[{"k":1,"k":"ada"}]}';
  const masked = maskJson({ '$.a': 'hash', '$.c[*].k': 'hash' }, raw);
  expect(masked).not.toContain('ada');
  expect(masked.replace(/[0-9a-f]{32}/g, 'h')).toBe('{"b":1,"a":"h","c":[{"k":"h"}]}');
});

test('wildcards, slices and conditions choose', () => {
  const raw =
    '{"items":[{"kind":"mail","to":"ada"},{"kind":"note","to":"ada"}],"list":["ada","ada"]}';
  const masked = maskJson({ '$.items[?@.kind == "mail"].to': 'hash', '$.list[1:]': 'hash' }, raw);
  const hashed = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(JSON.parse(masked)).toEqual({
    items: [
      { kind: 'mail', to: hashed },
      { kind: 'note', to: 'ada' },
    ],
    list: ['ada', hashed],
  });
});

test('deep nesting is masked or refused, never overflows', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}"ada"${']'.repeat(levels)}`;
  expect(maskJson({ '$..*': 'hash' }, nested(2000))).not.toContain('ada');
  expect(() => maskJson({ '$..*': 'hash' }, nested(100_000))).toThrow(
    expect.objectContaining({ code: 'mask-failed', cause: undefined }),
  );
});

test('a document of many leaves is masked in one pass', () => {
  const raw = `[${Array.from({ length: 50_000 }, (_, id) => `{"e":"${id}"}`).join(',')}]`;
  const masked = JSON.parse(maskJson({ '$..*': 'hash' }, raw)) as { e: string }[];
  expect(masked.every(({ e }) => /^[0-9a-f]{32}$/.test(e))).toBe(true);
});

test('an empty text stays empty', () => {
  expect(maskJson({ $: 'hash' }, '')).toBe('');
});
