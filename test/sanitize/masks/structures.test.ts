import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSchema } from '../../../src/config/mask-schema.ts';
import { xpathSchema } from '../../../src/config/xpath.ts';
import { createArrayMask } from '../../../src/sanitize/masks/array.ts';
import { createHstoreMask } from '../../../src/sanitize/masks/hstore.ts';
import { type ComputedMask, createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext();
const keep = (raw: string) => raw;
const failed = { code: 'mask-failed', cause: undefined };

function maskWith(options: Record<string, unknown>, raw: string, maxLength?: number) {
  const mask = maskSchema.parse(options);
  return (
    createMask(mask as Exclude<typeof mask, ComputedMask>)(raw, { ...context, maxLength }) ?? ''
  );
}

describe('array', () => {
  const mask = (raw: string, each: unknown = 'hash') => maskWith({ mask: 'array', each }, raw);

  test.each([
    '{}',
    '{a,b}',
    '{{a,b},{c,NULL}}',
    '[0:1]={a,"b c"}',
    '[-1:0][2:3]={{a,b},{c,d}}',
    '{"a\\"b","null",NULL,"x,y","\\\\","{}",""," "}',
    '{(1,1),(0,0);(3,3),(2,2)}',
    '{"é\\\\🦊",王}',
  ])('%s is read and written as PostgreSQL does', (raw) => {
    expect(createArrayMask(keep)(raw, context)).toBe(raw);
  });

  test('any texts come through, in any nesting', () => {
    const { arrays } = fc.letrec<{ arrays: string }>((tie) => ({
      arrays: fc
        .array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, element, tie('arrays')))
        .map((all) => `{${all.join(',')}}`),
    }));
    fc.assert(
      fc.property(arrays, (raw) => {
        expect(createArrayMask(keep)(raw, context)).toBe(raw);
      }),
      { seed: 5 },
    );
  });

  test('every element is masked, in its own way quoted; NULL and bounds stay', () => {
    expect(mask('[0:2]={ada,"Ada L",NULL}')).toMatch(
      /^\[0:2\]=\{[0-9a-f]{32},[0-9a-f]{32},NULL\}$/,
    );
    const quoted = { mask: 'constant', value: 'it"s, {a}' };
    expect(mask('{a}', quoted)).toBe('{"it\\"s, {a}"}');
    expect(mask('{a}', { mask: 'constant', value: 'null' })).toBe('{"null"}');
    expect(mask('{a,b}', 'null')).toBe('{NULL,NULL}');
    expect(mask('{(1,2),(0,0);(3,3),(2,2)}', 'hash')).toMatch(/^\{[0-9a-f]{32};[0-9a-f]{32}\}$/);
  });

  test('the column’s length is that of an element', () => {
    expect(maskWith({ mask: 'array', each: 'hash' }, '{ada,bob}', 4)).toMatch(/^\{\w{4},\w{4}\}$/);
  });

  test.each([
    'ada',
    '{ada',
    '{ada}}',
    '{ada}x',
    '{"ada',
    '{"ada"x}',
    '{"ada\\',
    '{ada"x"}',
    '[0:1]=ada',
  ])('%s is refused without telling it', (raw) => {
    expect(() => mask(raw)).toThrow(
      expect.objectContaining({ ...failed, message: 'a value is no array' }),
    );
  });

  test('depth costs no stack', () => {
    const raw = `${'{'.repeat(200_000)}ada${'}'.repeat(200_000)}`;
    expect(mask(raw)).not.toContain('ada');
  });
});

/** As array_out writes a text. */
const element = fc
  .string({ unit: 'binary' })
  .map((text) =>
    text === '' || /^null$/i.test(text) || /["\\{}, \t\n\r\v\f]/.test(text)
      ? `"${text.replace(/["\\]/g, '\\$&')}"`
      : text,
  );

describe('hstore', () => {
  const mask = (raw: string) =>
    maskWith({ mask: 'hstore', keys: { email: 'email', id: 'keep', '*': 'hash' } }, raw);

  test('values are masked by their keys; keys, NULL and the order stay', () => {
    expect(mask('"id"=>"7", "x"=>NULL, "email"=>"ada@example.com", "a\\"b"=>"c\\\\"')).toMatch(
      /^"id"=>"7", "x"=>NULL, "email"=>"[^"@]+@[^"@]+\.example", "a\\"b"=>"[0-9a-f]{32}"$/,
    );
  });

  test('without `*`, other keys stay', () => {
    const some = createHstoreMask(new Map([['a', () => 'x']]));
    expect(some('"a"=>"1", "b"=>"2"', context)).toBe('"a"=>"x", "b"=>"2"');
  });

  test('any text comes through', () => {
    const text = fc
      .string({ unit: 'binary' })
      .map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`);
    const pairs = fc.array(fc.tuple(text, fc.oneof(text, fc.constant('NULL'))));
    fc.assert(
      fc.property(pairs, (all) => {
        const raw = all.map(([key, value]) => `${key}=>${value}`).join(', ');
        expect(createHstoreMask(new Map([['*', keep]]))(raw, context)).toBe(raw);
      }),
      { seed: 5 },
    );
  });

  test.each(['ada', '"ada"', '"ada"=>', '"ada"=>"x",', '"ada"=>"x" "y"=>"z"', '"ada"=>"x'])(
    '%s is refused without telling it',
    (raw) => {
      expect(() => mask(raw)).toThrow(
        expect.objectContaining({ ...failed, message: 'a value is no hstore' }),
      );
    },
  );
});

describe('xml', () => {
  const mask = (paths: Record<string, unknown>, raw: string, maxLength?: number) =>
    maskWith({ mask: 'xml', paths }, raw, maxLength);

  test('texts and attributes are masked, the rest stays', () => {
    const raw =
      '<?xml version="1.0"?>\n<!-- c --><r xmlns:p="urn:x">\r\n <p:name id="7"> Ada &amp; Co </p:name><x a="1"/></r>';
    const masked = mask({ '//name': 'hash', '//name/@id': 'scramble' }, raw);
    expect(masked.replace(/id="\d"> [0-9a-f]{32} /, 'id="7"> Ada &amp; Co ')).toBe(raw);
  });

  test('a name without a prefix is that name in any namespace', () => {
    expect(mask({ '//name': 'hash' }, '<r xmlns="urn:x"><name>Ada</name></r>')).not.toContain(
      'Ada',
    );
  });

  test('a text in pieces is one value', () => {
    const whole = mask({ '//n': 'hash' }, '<n>Ada &lt;Lovelace</n>');
    const pieces = mask({ '//n': 'hash' }, '<n>Ad<![CDATA[a <Love]]>lace<!-- Ada --></n>');
    const hash = /[0-9a-f]{32}/;
    expect(pieces).not.toMatch(/Ad|lace/);
    expect(hash.exec(pieces)?.[0]).toBe(hash.exec(whole)?.[0]);
  });

  test('fragments of several elements and texts are masked', () => {
    expect(mask({ '/name': 'hash', '/text()': 'scramble' }, 'Ada <name>Ada</name> and')).toMatch(
      /^[A-Z][a-z]{2} <name>[0-9a-f]{32}<\/name> [a-z]{3}$/,
    );
    const both = '<c><name>Ada</name></c><c k="x"/>';
    expect(mask({ '/c/name[/c/@k="x"]': 'hash' }, both)).not.toContain('Ada');
    expect(mask({ '//*': 'hash' }, 'and <b>Ada</b>')).toMatch(/^and <b>[0-9a-f]{32}<\/b>$/);
  });

  test('of an element all is masked; the first path decides; conditions read raw values', () => {
    const raw = '<u k="x"><id>7</id><n>Ada<b>Ada</b></n></u>';
    const masked = mask({ '//id': 'keep', '//u[@k="x"]': 'hash', '//@k': 'hash' }, raw);
    expect(masked.replace(/[0-9a-f]{32}/g, 'h')).toBe('<u k="h"><id>7</id><n>h<b>h</b></n></u>');
  });

  test('null empties, comments can be masked', () => {
    expect(mask({ '//n': 'null' }, '<r><n>Ada</n></r>')).toMatch(/^<r>(?:<n\/>|<n><\/n>)<\/r>$/);
    const constant = { mask: 'constant', value: 'a--b-' };
    expect(mask({ '//comment()': constant }, '<r><!--Ada--></r>')).toBe('<r><!--a -b --></r>');
  });

  test.each([
    ['an entity of its own', '<!DOCTYPE r [<!ENTITY e "Ada">]><r>x</r>'],
    ['one that grows', '<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><r>&b;</r>'],
    ['one from outside', '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>'],
    ['an unknown one', '<r>&ada;</r>'],
    ['an open element', '<r><ada></r>'],
    ['more than the fragment', '</fragment><r>Ada</r><fragment>'],
  ])('%s is refused without telling it', (_, raw) => {
    expect(() => mask({ '//*': 'hash' }, raw)).toThrow(expect.objectContaining(failed));
    expect(() => mask({ '//*': 'hash' }, raw)).not.toThrow(/ada|passwd/i);
  });

  test('a type from outside is named, never read', () => {
    const raw = '<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><n>Ada</n></r>';
    expect(mask({ '//n': 'hash' }, raw)).toMatch(
      /^<!DOCTYPE r SYSTEM "file:\/\/\/etc\/passwd"><r><n>[0-9a-f]{32}<\/n><\/r>$/,
    );
  });

  test('depth and many neighbours are no problem', () => {
    const deep = `${'<a>'.repeat(20_000)}Ada${'</a>'.repeat(20_000)}`;
    expect(mask({ '//a': 'hash' }, deep)).not.toContain('Ada');
    const wide = `<r>${'<a b="1">Ada</a>'.repeat(5000)}</r>`;
    expect(mask({ '//*[@b="1"]': 'hash' }, wide)).not.toContain('Ada');
  });

  test('is never cut', () => {
    expect(() => mask({ '//n': 'hash' }, '<n>Ada</n>', 12)).toThrow(
      expect.objectContaining(failed),
    );
  });

  test('a path must select nodes', () => {
    expect(xpathSchema.safeParse('//customer/@email').success).toBe(true);
    for (const path of ['count(//a)', 'p:a', '//a[', '', '$x']) {
      expect(xpathSchema.safeParse(path).success).toBe(false);
    }
  });
});
