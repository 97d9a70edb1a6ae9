import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import {
  collectKnownValues,
  hashKnownValues,
  openKnownValues,
  searchRule,
} from '../../src/sanitize/known-values.ts';
import { findKnownValues, findNameParts } from '../../src/sanitize/masks/find-known-values.ts';

const hash = createKeyedHash(new Secret('k'));
const values = [
  { value: 'Justin Mason', mask: 'person' as const },
  { value: 'Mark', mask: 'person' as const },
  { value: 'jm@jmason.org', mask: 'email' as const },
  { value: '+353 1 679 0832', mask: 'phone' as const },
];

test.each([
  ['Al', 'ignore'],
  ['  J. ', 'ignore'],
  ['---', 'ignore'],
  ['n/a', 'ignore'],
  ['Admin', 'ignore'],
  ['Mark', 'as-written'],
  ["'Mark'", 'as-written'],
  ['Skyttä', 'as-written'],
  ['Justin Mason', 'any-case'],
  ["O'Neil", 'any-case'],
  ['jm@jmason.org', 'any-case'],
  ['r2d2', 'any-case'],
])('%j is searched: %s', (value, rule) => {
  expect(searchRule(value)).toBe(rule);
});

describe.each([
  ['raw, in memory', collectKnownValues(values)],
  [
    'hashed, from JSON',
    openKnownValues(
      JSON.parse(JSON.stringify(hashKnownValues(collectKnownValues(values), hash))),
      hash,
    ),
  ],
])('known values %s', (_, known) => {
  const found = (text: string) => findKnownValues(text, known).map(({ value }) => value);

  test('a single word is found as written, capitalised and in capitals, not in lower case', () => {
    expect(found('Mark, MARK and mark; a bookMark, Marks')).toEqual(['Mark', 'MARK']);
  });

  test('other values are found in any case, as whole words', () => {
    expect(found('JUSTIN mason; Justin Masons; xJustin Mason; JM@JMASON.ORG.')).toEqual([
      'JUSTIN mason',
      'JM@JMASON.ORG',
    ]);
  });

  test('white space in a value matches line breaks and quote markers', () => {
    expect(found('> says Justin\r\n> > Mason, and Justin \t Mason')).toHaveLength(2);
  });

  test('what a value is masked with is known', () => {
    expect(findKnownValues('call +353 1 679 0832', known)[0]?.mask).toBe('phone');
  });

  test('the words of person values are raw tokens; parts of a name count with a capital', () => {
    expect(known.isRawToken('mason')).toBe(true);
    expect(known.isRawToken('jmason')).toBe(false);
    expect(findNameParts('Hi Justin, the mason', known).map(({ value }) => value)).toEqual([
      'Justin',
    ]);
    expect(known.longestSequence).toBe(4);
  });
});

test('lists, organisations and what is added in parentheses give no name parts', () => {
  const known = collectKnownValues(
    [
      'Irish Linux Users Group',
      'Ada Lovelace (Dublin)',
      'The Evil Gerald',
      'Fox',
      'x.y@dell.com',
    ].map((value) => ({ value, mask: 'person' as const })),
  );
  const parts = findNameParts('The Irish Linux Dublin Fox Dell Com Ada Gerald', known);
  expect(parts.map(({ value }) => value)).toEqual(['Ada', 'Gerald']);
});

test('a value in decomposed form is found in composed prose, and the reverse', () => {
  const known = collectKnownValues([
    { value: 'Rene\u0301', mask: 'person' },
    { value: 'Zo\u00eb', mask: 'person' },
  ]);
  expect(findKnownValues('Ren\u00e9 and Zoe\u0308', known)).toHaveLength(2);
  const jose = collectKnownValues([{ value: 'Jose', mask: 'person' }]);
  expect(findKnownValues('Jose\u0301', jose)).toEqual([]);
});

test('the file holds no raw value and no word of one', () => {
  const json = JSON.stringify(hashKnownValues(collectKnownValues(values), hash)).toLowerCase();
  for (const word of ['justin', 'mason', 'mark', 'jm@', '353', '0832'])
    expect(json).not.toContain(word);
});

test('known values of another key, or no known values at all, are refused', () => {
  const hashed = hashKnownValues(collectKnownValues(values), hash);
  const other = createKeyedHash(new Secret('other'));
  expect(() => openKnownValues(hashed, other)).toThrow('another mask key');
  for (const broken of [null, {}, { ...hashed, masks: { a: 'keep' } }, { ...hashed, more: 1 }]) {
    expect(() => openKnownValues(broken, hash)).toThrow(
      expect.objectContaining({ code: 'state-unusable' }),
    );
  }
});

test('values made of metacharacters and prototype names are ordinary values', () => {
  const known = collectKnownValues(
    ['.*(a+)+$', '__proto__', 'constructor', 'a.b|c'].map((value) => ({
      value,
      mask: 'secret' as const,
    })),
  );
  expect(findKnownValues('toString hasOwnProperty aab', known)).toEqual([]);
  expect(findKnownValues('see __proto__, constructor and a.b|c', known)).toHaveLength(3);
});
