import { expect, it } from 'vitest';
import { createMasks } from './masks.ts';

it('hides a secret and the forms in which programs print it', () => {
  const masks = createMasks();
  const secret = `p"ss & 'word'/käse`;
  masks.add(secret);
  const printed = [
    secret,
    JSON.stringify({ secret }),
    encodeURIComponent(secret),
    secret.replaceAll("'", "''"),
    'p&quot;ss &amp; &apos;word&apos;/käse',
    Buffer.from(secret).toString('base64'),
  ].join('\n');
  expect(masks.apply(printed)).toBe('***\n{"secret":"***"}\n***\n***\n***\n***');
});

it('hides a secret inside Base64 of a longer text, but for the signs at its ends', () => {
  const masks = createMasks();
  masks.add('a-very-long-token-of-a-job');
  for (const user of ['x', 'xx', 'x-access-token']) {
    const encoded = Buffer.from(`${user}:a-very-long-token-of-a-job`).toString('base64');
    expect(masks.apply(encoded)).toContain('***');
  }
});

it('hides each line of a secret, and what overlaps as one', () => {
  const masks = createMasks();
  masks.add('first line\n  second line\n');
  expect(masks.apply('a second line b')).toBe('a *** b');
  masks.add('line b and');
  expect(masks.apply('a second line b and c')).toBe('a *** c');
  masks.add('aa');
  expect(masks.apply('aaa aaaa x')).toBe('*** *** x');
});

it('leaves everything when there is no secret, and ignores empty ones', () => {
  const masks = createMasks();
  masks.add('');
  masks.add(' \n ');
  expect(masks.apply('nothing')).toBe('nothing');
});
