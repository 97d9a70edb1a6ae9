import { describe, expect, test } from 'vitest';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const personal = ['email', 'person', 'phone', 'secret', 'ip', 'hash'] as const;
const samples = [
  'a',
  '5',
  '+44',
  'x',
  'Jr.',
  'III',
  'Jane Doe III',
  'Ada',
  'ada@example.com',
  '王伟',
  '🦊',
  'Jose\u0301',
  'n/a',
  'O\u2019Brien',
  '(555) 123-4567',
  '10.0.0.1',
  'sk-',
  ' lead',
  "'; DROP TABLE people;--",
  '\ud800x',
  'ß',
  'İ',
];

describe.each(personal)('mask %s', (mask) => {
  test.each(samples)('%j gets the same other value every time', (raw) => {
    const pseudonym = createMask({ mask })(raw, createContext(samples));
    expect(pseudonym).not.toBe(raw);
    expect(pseudonym).not.toBe('');
    expect(createMask({ mask })(raw, createContext(samples))).toBe(pseudonym);
  });

  test('another key gives another value', () => {
    const raw = '+1 408 555 2671 Ada Lovelace';
    const one = createMask({ mask })(raw, createContext([raw]));
    expect(createMask({ mask })(raw, createContext([raw], { key: 'other' }))).not.toBe(one);
  });

  test.each([1, 2, 5, 20])('fits a column of %i characters', (maxLength) => {
    const pseudonym = createMask({ mask })(
      'Ada.Lovelace@example.com',
      createContext([], { maxLength }),
    );
    expect([...(pseudonym ?? '')].length).toBeLessThanOrEqual(maxLength);
  });

  test('the empty string stays empty', () => {
    expect(createMask({ mask })('', createContext())).toBe('');
  });
});

test('null gives null and keep the value', () => {
  expect(createMask({ mask: 'null' })('Ada', createContext())).toBeNull();
  expect(createMask({ mask: 'keep' })('Ada', createContext())).toBe('Ada');
});

test('one function serves two contexts without mixing them up', () => {
  const mask = createMask({ mask: 'email' });
  const [one, other] = [createContext(), createContext([], { key: 'other' })];
  expect(mask('a@b.c', one)).not.toBe(mask('a@b.c', other));
});

test.each(personal)(
  '%s takes a very long value in any script',
  (mask) => {
    for (const piece of ['a', '🦊', '\u{10400}', '\u0301', '1', '-', '@', ' a']) {
      const raw = `é${piece.repeat(300_000 / piece.length)}`;
      expect(createMask({ mask })(raw, createContext([raw]))).not.toBe(raw);
    }
  },
  60_000,
);
