import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNumberMask } from '../../../src/sanitize/masks/number.ts';
import { createContext } from './context.ts';

const context = createContext();

describe('number of the same magnitude', () => {
  const mask = (raw: string) => createNumberMask({ keep: 'magnitude' })(raw, context) ?? '';

  test.each([
    ['123.45', /^[1-9]\d\d\.\d\d$/],
    ['-7', /^-[1-9]$/],
    ['0.050', /^0\.0[1-9]\d$/],
    ['0', /^[1-9]$/],
    ['0.00', /^0\.0[1-9]$/],
    ['1.5e-07', /^[1-9]\.\de-07$/],
    ['$1,234.50', /^\$[1-9],\d{3}\.\d\d$/],
    ['-$5.00', /^-\$[1-9]\.\d\d$/],
    ['1'.repeat(40), /^[1-9]\d{39}$/],
  ])('%s keeps its form', (raw, form) => {
    expect(mask(raw)).toMatch(form);
    expect(mask(raw)).not.toBe(raw);
  });

  test.each([
    [5, 32767n, -32768n],
    [10, 2147483647n, -2147483648n],
    [19, 9223372036854775807n, -9223372036854775808n],
  ])('a number of %i digits that fits its type still fits', (digits, most, least) => {
    const first = 10n ** BigInt(digits - 1);
    const fitting = fc.oneof(
      fc.bigInt({ min: first, max: most }),
      fc.bigInt({ min: least, max: -first }),
    );
    fc.assert(
      fc.property(fitting, (raw) => {
        const masked = BigInt(mask(String(raw)));
        expect(masked <= most && masked >= least && masked !== raw).toBe(true);
        expect(String(masked)).toHaveLength(String(raw).length);
      }),
    );
  });

  test('no two numbers meet', () => {
    const masked = Array.from({ length: 9000 }, (_, index) => mask(String(1000 + index)));
    expect(new Set(masked).size).toBe(9000);
  });

  test('the largest double stays a double', () => {
    expect(Number(mask('1.7976931348623157e+308'))).toBeLessThan(Number.MAX_VALUE);
  });

  test.each(['NaN', 'Infinity', '-Infinity'])('%s stays', (raw) => {
    expect(mask(raw)).toBe(raw);
  });

  test.each(['Ada', '1-2', '1e9999', '[1,2)', '12 apples', '١٢'])('%s is refused', (raw) => {
    expect(() => mask(raw)).toThrow(
      expect.objectContaining({ code: 'mask-failed', message: 'a value is no number' }),
    );
  });
});

describe('number of the same rank', () => {
  const mask = (raw: string) => createNumberMask({ keep: 'rank' })(raw, context) ?? '';

  test('whole numbers keep their order and stay apart', () => {
    for (let n = -300; n < 300; n += 1) {
      expect(BigInt(mask(String(n))) < BigInt(mask(String(n + 1)))).toBe(true);
      expect(mask(String(n))).not.toBe(String(n));
    }
  });

  test('numbers of any sizes and places keep their order', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -3000, max: 3000 }), fc.stringMatching(/^\d{0,4}$/))
      .map(([whole, places]) => (places === '' ? String(whole) : `${whole}.${places}`));
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        const compared = Math.sign(Number(one) - Number(other));
        expect(Math.sign(Number(mask(one)) - Number(mask(other)))).toBe(compared);
        expect(mask(one).split('.')[1]?.length).toBe(one.split('.')[1]?.length);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('an exponent says the same as digits', () => {
    expect(mask('1.5e+3')).toBe(mask('1500'));
    expect(mask('15e-1')).toBe(mask('1.5'));
  });

  test('ranges stay ranges', () => {
    expect(mask('[1,10)')).toBe(`[${mask('1')},${mask('10')})`);
    expect(mask('(,5.0]')).toBe(`(,${mask('5.0')}]`);
    expect(mask('empty')).toBe('empty');
  });

  test('a number that only costs time is refused', () => {
    expect(() => mask('1e999')).toThrow(expect.objectContaining({ code: 'mask-failed' }));
    expect(() => mask('1'.repeat(30_000))).toThrow(
      expect.objectContaining({ code: 'mask-failed' }),
    );
  });
});
