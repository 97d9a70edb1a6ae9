import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskEmail } from '../../../src/sanitize/masks/email.ts';
import { createContext } from './context.ts';

const context = createContext(['ada@example.com']);
const again = createContext(['ada@example.com']);
const mask = (raw: string, within = context) => maskEmail(raw, within) ?? '';
const within = (maxLength: number) => createContext(['ada@example.com'], { maxLength });
const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);

test('an address becomes one that can never receive mail', () => {
  expect(mask('ada@example.com')).toMatch(/^[a-z]+[0-9a-z]{13}@[a-z]+-[0-9a-z]{10}\.example$/);
});

test('letter case does not matter, and addresses of one domain stay in one', () => {
  expect(mask('ADA@Example.com')).toBe(mask('ada@example.com'));
  const [ada, bob, eve] = ['ada@example.com', 'bob@example.com', 'eve@example.org'].map(
    (address) => mask(address).split('@') as [string, string],
  );
  expect(bob?.[1]).toBe(ada?.[1]);
  expect(bob?.[0]).not.toBe(ada?.[0]);
  expect(eve?.[1]).not.toBe(ada?.[1]);
});

test.each([
  ['ada.lovelace@example.com', /^[a-z]+\.[a-z]+[0-9a-z]{13}@/],
  ['a_b-c@example.com', /^[a-z]+_[a-z]+-[a-z]+[0-9a-z]{13}@/],
  ['ada+news.daily@example.com', /^[a-z]+[0-9a-z]{13}\+[0-9a-z]+\.[0-9a-z]+@/],
  ['ada@mail.dept.example.com', /^[^@.]+@[^@.]+\.[^@.]+\.[^@.]+\.example$/],
])('%s keeps the parts and their separators', (raw, form) => {
  expect(mask(raw)).toMatch(form);
});

test('a domain and those below it stay related', () => {
  const parent = domainOf(mask('ada@example.com'));
  expect(domainOf(mask('ada@mail.example.com')).endsWith(`.${parent}`)).toBe(true);
});

test('a display name and mailto keep the form', () => {
  expect(mask('mailto:ada@example.com')).toBe(`mailto:${mask('ada@example.com')}`);
  expect(mask('Ada Byron <ada@example.com>')).toMatch(/^[A-Z]\w+ [A-Z]\w+ </);
  expect(mask('Ada Byron <ada@example.com>')).toContain(`<${mask('ada@example.com')}>`);
});

test.each(['unknown', 'root@localhost', 'undisclosed-recipient:;@netnote', '@', 'Ada Byron'])(
  '%j, no address, is masked as a whole',
  (raw) => {
    expect(mask(raw)).toMatch(/^[a-z.-]+[0-9a-z]{13}@[a-z]+-[0-9a-z]{10}\.example$/);
  },
);

describe('in a short column', () => {
  const raw = 'ada.lovelace@mail.example.com';

  test.each([50, 40, 30, 20, 14])('of %i characters it is a shorter address', (maxLength) => {
    const masked = mask(raw, within(maxLength));
    expect(masked.length).toBeLessThanOrEqual(maxLength);
    expect(masked).toMatch(/^[0-9a-z.]+@[0-9a-z.-]+\.example$/);
  });

  test('of 36 and more, one domain stays one', () => {
    const [ada, bob] = ['ada.lovelace', 'bob'].map((local) =>
      mask(`${local}@x.example.com`, within(36)),
    );
    expect(domainOf(ada ?? '')).toBe(domainOf(bob ?? ''));
  });

  test('of 10, where no such address fits, it is digits', () => {
    expect(mask(raw, within(10))).toMatch(/^[0-9a-z]{10}$/);
  });
});

test('100,000 addresses and domains stay distinct', () => {
  const masked = Array.from({ length: 50_000 }, (_, id) => [
    mask(`user${id}@example.com`),
    mask(`ada@d${id}.example.com`),
  ]).flat();
  expect(new Set(masked).size).toBe(100_000);
  expect(new Set(masked.map(domainOf)).size).toBe(50_001);
});

test('in a column whose values must differ, each attempt is another address of the same domain', () => {
  const at = (attempt: number) =>
    mask('ada@example.com', { ...context, firstAttempt: () => attempt });
  const attempts = Array.from({ length: 50 }, (_, attempt) => at(attempt));
  expect(new Set(attempts).size).toBe(50);
  expect(new Set(attempts.map(domainOf)).size).toBe(1);
});

test('addresses of any form: equal domains if and only if they were, and always undeliverable', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.emailAddress(), (one, other) => {
      const masked = [mask(one), mask(other)];
      expect(masked[0] === masked[1]).toBe(one.toLowerCase() === other.toLowerCase());
      const plain = /^[\w.+-]+@/;
      if (plain.test(one) && plain.test(other)) {
        expect(domainOf(masked[0] ?? '') === domainOf(masked[1] ?? '')).toBe(
          domainOf(one).toLowerCase() === domainOf(other).toLowerCase(),
        );
      }
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (raw) => {
      expect(mask(raw)).not.toBe(raw);
      expect(mask(raw, again)).toBe(mask(raw));
    }),
  );
});
