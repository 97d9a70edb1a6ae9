import { isIPv4, isIPv6 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { maskHash } from '../../../src/sanitize/masks/hash.ts';
import { maskIp } from '../../../src/sanitize/masks/ip.ts';
import { maskPhone } from '../../../src/sanitize/masks/phone.ts';
import { maskSecret } from '../../../src/sanitize/masks/secret.ts';
import { createContext } from './context.ts';

const context = createContext();

describe('phone', () => {
  const mask = (raw: string) => maskPhone(raw, context) ?? '';

  test('North American numbers get the exchange 555, and one number agrees in all formats', () => {
    expect(mask('(408) 867-5309')).toMatch(/^\([2-9]\d\d\) 555-\d{4}$/);
    const digits = mask('408-867-5309').replaceAll('-', '');
    expect(mask('+1 408.867.5309').replace(/\D/g, '')).toBe(`1${digits}`);
  });

  test('the country code and the format stay', () => {
    expect(mask('+353 (0)86 8768780')).toMatch(/^\+353 \(\d\)\d\d \d{7}$/);
    expect(mask('+44 20 7946 0958')).toMatch(/^\+44 \d\d \d{4} \d{4}$/);
    expect(mask('+44 20 7946 0958')).not.toContain('7946 0958');
  });

  test('a name beside the number goes, an extension stays one', () => {
    expect(mask('Justin 01-6790832 x12')).toMatch(/^(?!justin)[a-z]{6} \d\d-\d{7} x\d\d$/);
  });
});

describe('secret', () => {
  const mask = (raw: string) => maskSecret(raw, context) ?? '';

  test.each(['sk-proj-', 'ghp_', 'github_pat_', 'xoxb-', 'AKIA'])(
    'the prefix %s stays',
    (prefix) => {
      const raw = `${prefix}Aa0Aa0Aa0Aa0Aa0Aa0`;
      expect(mask(raw)).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{18}$`));
      expect(mask(raw)).not.toContain('Aa0Aa0');
    },
  );

  test('the length stays up to 64, and letter case makes another secret', () => {
    expect(mask('x'.repeat(40))).toHaveLength(40);
    expect(mask('x'.repeat(400))).toHaveLength(64);
    expect(mask('abcdefgh')).not.toBe(mask('ABCDEFGH'));
  });
});

describe('ip', () => {
  const mask = (raw: string) => maskIp(raw, context) ?? '';

  test('IPv4 goes to 198.18.0.0/15; the hosts of a net stay in one net and distinct', () => {
    const hosts = Array.from({ length: 256 }, (_, host) => mask(`203.0.113.${host}`));
    expect(hosts.every((host) => isIPv4(host) && /^198\.1[89]\./.test(host))).toBe(true);
    expect(new Set(hosts).size).toBe(256);
    expect(new Set(hosts.map((host) => host.replace(/\d+$/, ''))).size).toBe(1);
  });

  test('IPv6 goes to 2001:db8::/32 whatever its spelling; a /48 stays together', () => {
    const one = mask('2a00:1450:4001::1');
    expect(isIPv6(one)).toBe(true);
    expect(mask('2A00:1450:4001:0:0:0:0:0001')).toBe(one);
    const net = (address: string) => address.split(':').slice(0, 3).join(':');
    expect(net(mask('2a00:1450:4001:ffff::2'))).toBe(net(one));
    expect(net(mask('2a00:1450:4002::1'))).not.toBe(net(one));
  });

  test.each(['::', '::1', 'fe80::1%eth0', '::ffff:10.0.0.1', '1:2:3:4:5:6:7:8'])(
    '%s is masked',
    (raw) => {
      expect(isIPv6(mask(raw))).toBe(true);
    },
  );

  test('a prefix length stays, and what is no address is hashed', () => {
    expect(mask('10.1.2.0/24')).toMatch(/^198\.1[89]\.\d+\.\d+\/24$/);
    expect(mask('999.1.1.1')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('hash', () => {
  test('is 32 hex digits, and a UUID for a UUID in either case', () => {
    expect(maskHash('anything', context)).toMatch(/^[0-9a-f]{32}$/);
    const raw = '0190f3b2-7c4e-7000-9abc-0123456789ab';
    const masked = maskHash(raw, context);
    expect(masked).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(maskHash(raw.toUpperCase(), context)).toBe(masked);
  });
});
