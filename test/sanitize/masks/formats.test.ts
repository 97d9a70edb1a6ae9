import { isIPv4, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { maskHash } from '../../../src/sanitize/masks/hash.ts';
import { maskIp } from '../../../src/sanitize/masks/ip.ts';
import { maskMac } from '../../../src/sanitize/masks/mac.ts';
import { maskScramble } from '../../../src/sanitize/masks/scramble.ts';
import { maskSecret } from '../../../src/sanitize/masks/secret.ts';
import { maskUuid } from '../../../src/sanitize/masks/uuid.ts';
import { createContext } from './context.ts';

const context = createContext();
const uuid = '0190f3b2-7c4e-7000-9abc-0123456789ab';

describe('secret', () => {
  const mask = (raw: string) => maskSecret(raw, context) ?? '';

  test.each([
    ...['sk-proj-', 'sk-ant-api03-', 'ghp_', 'github_pat_', 'glpat-', 'xoxb-', 'AKIA', 'AIza'],
    ...['whsec_', 'SG.', 'npm_', 'hf_', 'eyJ', '$2b$12$', 'Bearer ', 'Bearer sk-'],
  ])('the prefix %s stays', (prefix) => {
    const raw = `${prefix}Aa0Aa0Aa0Aa0Aa0Aa0`;
    const masked = mask(raw);
    expect(masked.slice(0, prefix.length)).toBe(prefix);
    expect(masked.slice(prefix.length)).toMatch(/^[0-9A-Za-z]{18}$/);
    expect(masked).not.toContain('Aa0Aa0');
  });

  test('the length stays up to 64, and letter case makes another secret', () => {
    expect(mask('x'.repeat(40))).toHaveLength(40);
    expect(mask('x'.repeat(400))).toHaveLength(64);
    expect(mask('abcdefgh')).not.toBe(mask('ABCDEFGH'));
  });

  test('digits, hexadecimal digits, UUIDs and bytes stay such', () => {
    expect(mask('483920')).toMatch(/^[1-9]\d{5}$/);
    expect(mask('deadbeefcafe')).toMatch(/^[0-9a-f]{12}$/);
    expect(mask(uuid)).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(mask('\\xdeadbeef')).toMatch(/^\\x[0-9a-f]{8}$/);
  });

  test('a short value keeps nothing, not even what looks like a prefix', () => {
    expect(mask('key-ada')).not.toContain('key-');
  });
});

describe('ip', () => {
  const mask = (raw: string) => maskIp(raw, context) ?? '';
  const bits = (address: string) =>
    address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  const shared = (one: string, other: string) =>
    [...bits(one)].findIndex((bit, index) => bit !== bits(other)[index]);

  test('IPv4 goes to 240.0.0.0/4; addresses stay apart and in nets of the same size', () => {
    const raws = ['203.0.113.7', '203.0.113.6', '203.0.113.200', '203.0.112.7', '203.77.0.1'];
    const masked = raws.map(mask);
    expect(masked.every((address) => isIPv4(address) && /^2[45]\d\./.test(address))).toBe(true);
    for (const index of [1, 2, 3, 4]) {
      expect(shared(masked[0] as string, masked[index] as string)).toBe(
        shared(raws[0] as string, raws[index] as string),
      );
    }
  });

  test('all hosts of a net stay apart', () => {
    const hosts = Array.from({ length: 256 }, (_, host) => mask(`203.0.113.${host}`));
    expect(new Set(hosts).size).toBe(256);
  });

  test('IPv6 goes to 2001:db8::/32 whatever its spelling; a /48 stays together', () => {
    const one = mask('2a00:1450:4001::1');
    expect(one.startsWith('2001:db8:')).toBe(true);
    expect(mask('2A00:1450:4001:0:0:0:0:0001')).toBe(one);
    const net = (address: string) => address.split(':').slice(0, 3).join(':');
    expect(net(mask('2a00:1450:4001:ffff::2'))).toBe(net(one));
    expect(net(mask('2a00:1450:4002::1'))).not.toBe(net(one));
  });

  test.each(['::', '::1', 'fe80::1%eth0', '::ffff:10.0.0.1', '1:2:3:4:5:6:7:8'])(
    '%s is masked',
    (raw) => {
      expect(isIPv6(mask(raw))).toBe(true);
      expect(mask(raw)).not.toBe(raw);
    },
  );

  test('an IPv4 address inside IPv6 agrees with the same one in IPv4', () => {
    expect(mask('::ffff:10.1.2.3')).toBe(`::ffff:${mask('10.1.2.3')}`);
  });

  test('a net has no host bits and holds its hosts; a host keeps its prefix length', () => {
    const net = mask('10.1.16.0/20');
    expect(net).toMatch(/^\d+\.\d+\.\d+\.0\/20$/);
    expect(bits(net.slice(0, -3)).slice(20)).toMatch(/^0+$/);
    expect(shared(net.slice(0, -3), mask('10.1.17.9'))).toBeGreaterThanOrEqual(20);
    expect(mask('10.1.17.9/20')).toBe(`${mask('10.1.17.9')}/20`);
    expect(mask('2a00:1450:4001::/48')).toMatch(/^2001:db8:[0-9a-f]+::\/48$/);
  });

  test('the net of everything stays, and what is no address is hashed', () => {
    expect(mask('0.0.0.0/0')).toBe('0.0.0.0/0');
    expect(mask('999.1.1.1')).toMatch(/^[0-9a-f]{32}$/);
    expect(mask('10.1.2.3/33')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('mac', () => {
  const mask = (raw: string) => maskMac(raw, context) ?? '';

  test('one address agrees in all spellings', () => {
    const digits = (text: string) => text.replace(/[^0-9a-f]/gi, '').toLowerCase();
    const spellings = ['08002b:010203', '08002b-010203', '0800.2b01.0203', '08002b010203'];
    const one = mask('08:00:2b:01:02:03');
    for (const spelling of [...spellings, '08-00-2B-01-02-03']) {
      expect(digits(mask(spelling))).toBe(digits(one));
    }
    expect(mask('08-00-2B-01-02-03')).toBe(one.replaceAll(':', '-').toUpperCase());
    expect(mask('08:00:2b:ff:fe:01:02:03')).toBe(`${one.slice(0, 8)}:ff:fe${one.slice(8)}`);
  });

  test('is locally administered, and the addresses of one vendor share theirs', () => {
    const [one, other] = [mask('08:00:2b:01:02:03'), mask('08:00:2b:77:02:03')];
    expect(Number.parseInt(one.slice(0, 2), 16) & 3).toBe(2);
    expect(other.slice(0, 8)).toBe(one.slice(0, 8));
    expect(other).not.toBe(one);
  });
});

describe('uuid', () => {
  const mask = (raw: string) => maskUuid(raw, context) ?? '';

  test.each(['1', '4', '7'])('version %s and the variant stay', (version) => {
    const raw = `0190f3b2-7c4e-${version}000-9abc-0123456789ab`;
    expect(mask(raw)).toMatch(
      new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
    );
  });

  test('agrees in all spellings', () => {
    const one = mask(uuid);
    expect(mask(`{${uuid.toUpperCase()}}`)).toBe(`{${one.toUpperCase()}}`);
    expect(mask(`urn:uuid:${uuid}`)).toBe(`urn:uuid:${one}`);
    expect(mask(uuid.replaceAll('-', ''))).toBe(one.replaceAll('-', ''));
  });

  test('the nil UUID stays', () => {
    expect(mask('00000000-0000-0000-0000-000000000000')).toMatch(/^[0-]+$/);
  });
});

describe('hash', () => {
  test('is 32 hex digits, no number, and a UUID for a UUID in either case', () => {
    expect(maskHash('anything', context)).toMatch(/^[a-f][0-9a-f]{31}$/);
    const masked = maskHash(uuid, context);
    expect(masked).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(maskHash(uuid.toUpperCase(), context)).toBe(masked);
  });

  test('a narrow column gets as many different values as fit', () => {
    const narrow = { ...context, maxLength: 13 };
    const masked = Array.from({ length: 2000 }, (_, id) => maskHash(`id ${id}`, narrow));
    expect(masked.every((value) => /^[a-z][a-z0-9]{12}$/.test(value ?? ''))).toBe(true);
    expect(new Set(masked).size).toBe(2000);
  });
});

describe('scramble', () => {
  const mask = (raw: string) => maskScramble(raw, context) ?? '';

  test('length, case, script and punctuation stay', () => {
    expect(mask('Ada-Lovelace, 12')).toMatch(/^[A-Z][a-z]{2}-[A-Z][a-z]{7}, \d\d$/);
    expect(mask('Пётр')).toMatch(/^\p{Script=Cyrillic}{4}$/u);
    expect(mask('王小明')).toMatch(/^\p{Script=Han}{3}$/u);
    expect(mask('김')).toMatch(/^\p{Script=Hangul}$/u);
    expect(mask('--- ...')).toBe('--- ...');
  });

  test.each([
    ['one letter', 26, (n: number) => String.fromCharCode(97 + n)],
    ['three digits', 1000, (n: number) => String(n).padStart(3, '0')],
    ['letters and digits', 5000, (n: number) => `A${String(n).padStart(4, '0')}-x`],
  ])('no two values of %s meet', (_, count, raw) => {
    const raws = Array.from({ length: count }, (_, index) => raw(index));
    expect(new Set(raws.map(mask)).size).toBe(count);
    expect(raws.filter((value) => mask(value) === value)).toEqual([]);
  });
});
