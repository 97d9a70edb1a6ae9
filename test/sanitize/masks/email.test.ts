import { expect, test } from 'vitest';
import { maskEmail } from '../../../src/sanitize/masks/email.ts';
import { createContext } from './context.ts';

const context = createContext(['ada@example.com']);
const mask = (raw: string) => maskEmail(raw, context) ?? '';

test('an address becomes one that can never receive mail', () => {
  expect(mask('ada@example.com')).toMatch(
    /^[a-z]+\.[a-z]+\.[0-9a-f]{12}@[a-z]+-[0-9a-f]{6}\.example$/,
  );
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

test('a display name and mailto keep the form', () => {
  expect(mask('mailto:ada@example.com')).toBe(`mailto:${mask('ada@example.com')}`);
  expect(mask('Ada Byron <ada@example.com>')).toMatch(/^[A-Z]\w+ [A-Z]\w+ </);
  expect(mask('Ada Byron <ada@example.com>')).toContain(`<${mask('ada@example.com')}>`);
});

test.each(['unknown', 'root@localhost', 'undisclosed-recipient:;@netnote', '@', 'Ada Byron'])(
  '%j, no address, is masked as a whole',
  (raw) => {
    expect(mask(raw)).toMatch(/^[a-z.]+\.[0-9a-f]{12}@[a-z]+-[0-9a-f]{6}\.example$/);
  },
);

test('many addresses stay distinct', () => {
  const masked = new Set(Array.from({ length: 2000 }, (_, id) => mask(`user${id}@example.com`)));
  expect(masked.size).toBe(2000);
});
