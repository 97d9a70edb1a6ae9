import { expect, test } from 'vitest';
import { maskUrl } from '../../../src/sanitize/masks/url.ts';
import { createContext } from './context.ts';

const context = createContext();
const mask = (raw: string) => maskUrl(raw, context) ?? '';
const host = (raw: string) => new URL(mask(raw)).hostname;

test('scheme, port, segments, keys and the ending of a file stay; all else is masked', () => {
  const masked = mask(
    'https://ada:pw@www.foo.co.uk:8080/users/ada%20l/me.jpg?mail=ada%40x.com&p=2#top',
  );
  expect(masked).toMatch(
    /^https:\/\/[a-z]{3}:[a-z]{2}@www\.[a-z]{8}\.[a-z]{8}\.example:8080\/[a-z]{5}\/[a-z]{3}%20[a-z]\/[a-z]{2}\.jpg\?mail=[a-z]{3}%40[a-z]\.[a-z]{3}&p=\d#[a-z]{3}$/,
  );
  expect(masked).not.toMatch(/ada|foo|users/);
});

test('equal hosts, domains and segments agree, others differ', () => {
  expect(host('https://api.foo.co.uk/a').split('.').slice(1)).toEqual(
    host('http://www.foo.co.uk/b').split('.').slice(1),
  );
  expect(host('https://FOO.com')).toBe(host('http://foo.com/x?y'));
  expect(host('https://foo.com')).not.toBe(host('https://foo.de'));
  expect(mask('/users/ada').split('/')[1]).toBe(mask('/users/bob').split('/')[1]);
});

test('an address as host is masked as an address', () => {
  expect(host('http://10.0.0.1/')).toMatch(/^2[45]\d\.\d+\.\d+\.\d+$/);
  expect(host('http://[2a00:1450::1]:80/')).toMatch(/^\[2001:db8:/);
});

test('nobody can be reached', () => {
  expect(mask('mailto:ada@gmail.com?subject=hello')).toMatch(
    /^mailto:[^@]+@[^@]+\.example\?subject=\w{5}$/,
  );
  expect(mask('www.gmail.com/ada')).toMatch(
    /^www\.[a-z]{8}\.example\/[a-z]{3}$|\.example\/[a-z]{3}$/,
  );
  expect(mask('//cdn.gmail.com/ada.js')).toMatch(/^\/\/[a-z]{8}\.[a-z]{8}\.example\/[a-z]{3}\.js$/);
  expect(mask('tel:+14088675309')).toMatch(/^tel:\+1\d{10}$/);
});

test.each(['/', '#', '?', 'http://localhost:3000/', 'https://', '---'])(
  '%s, which is nobody’s, stays',
  (raw) => {
    expect(mask(raw)).toBe(raw);
  },
);

test.each(['ada://', '?Ada=', 'ada:', 'Ada', '/ada', '%61%64%61', 'http://ada/', 'data:,ada'])(
  '%s is masked',
  (raw) => {
    expect(mask(raw)).not.toBe(raw);
    expect(mask(raw)).not.toMatch(/ada|%61%64%61/i);
  },
);

test('broken escapes and very long values are taken', () => {
  expect(mask('http://foo.com/%zz%E0%A4%A')).not.toContain('foo');
  for (const piece of ['a/', 'a.', '%20', '?', '@', ':', '=&', '//']) {
    expect(mask(`http://foo.com/${piece.repeat(50_000)}`)).not.toContain('foo');
  }
});

test('keeps no part of a name as the ending of a file, the key of a query or a scheme', () => {
  expect(mask('https://social.com/in/john.byron')).not.toContain('byron');
  expect(mask('skype:ada.byron')).toMatch(/^skype:[a-z]{3}\.[a-z]{5}$/);
  expect(mask('skype:ada.byron')).not.toContain('byron');
  expect(mask('/find?q=a&ada@raw.com=2&+4930123456=3')).not.toMatch(/ada@raw|4930123456/);
  expect(mask('xenomark:hello')).not.toContain('xenomark');
});
